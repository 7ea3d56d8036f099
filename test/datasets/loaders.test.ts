import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { decodeFound } from '../../src-main/datasets/decode.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { settingsOf } from './decode-bytes.ts'
import { picture } from './pictures.ts'

const LOADERS = pathToFileURL(join(import.meta.dirname, '../../src-main/datasets/loaders.ts')).href

// What libvips may open is a matter of the whole process: a thread that sets it would stop the others for a moment.
test('a thread that starts takes nothing from those that decode', async () => {
  const path = join(temporaryFolder(), 'good.png')
  writeFileSync(path, await picture(20, 20, 1).png().toBuffer())
  const place = { kind: 'file', path: Buffer.from(path) } as const
  let going = true
  const threads = (async () => {
    for (let n = 0; n < 25; n++) {
      const worker = new Worker(`import(${JSON.stringify(LOADERS)})`, { eval: true })
      await new Promise((resolve) => worker.once('exit', resolve))
    }
    going = false
  })()
  const reasons = new Set<string>()
  while (going) {
    const decoded = await Promise.all(
      Array.from({ length: 8 }, () => decodeFound({ place }, settingsOf({ size: 16 })))
    )
    for (const one of decoded) if (one.kind === 'unusable') reasons.add(one.reason)
  }
  await threads
  expect([...reasons]).toEqual([])
}, 60_000)
