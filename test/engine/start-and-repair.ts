// Starts the engine, has it repaired when that failed, starts it again, and says how it went.
import { renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { startEngine } from '../../src-main/engine/tensorflow.ts'

const [, , engine = '', whole = ''] = process.argv

async function attempt(): Promise<string> {
  try {
    const { version, device } = await startEngine()
    return `${version} on ${device}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const before = await attempt()
renameSync(join(engine, 'lib'), join(engine, 'broken'))
symlinkSync(join(whole, 'lib'), join(engine, 'lib'))
process.stdout.write(JSON.stringify({ before, after: await attempt() }))
