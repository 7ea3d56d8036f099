import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

const MODULE = new URL('../../src-main/cli/reader.ts', import.meta.url).href

// Writes until its reader has gone, and then ends by itself.
const WRITER = `
  const { whenReaderLeaves } = await import('${MODULE}')
  const timer = setInterval(() => process.stdout.write('line'), 5)
  whenReaderLeaves([process.stdout], () => {
    clearInterval(timer)
    process.stderr.write('the reader has gone')
  })`

test('a reader that leaves, as `head` does, is noticed and gives no stack trace', async () => {
  const writer = spawn(process.execPath, ['--input-type=module', '-e', WRITER])
  await once(writer.stdout, 'data')
  writer.stdout.destroy()
  expect(await text(writer.stderr)).toBe('the reader has gone')
})
