import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { exportLatents } from '../../../src-main/exports/export.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { drawOurs, furthest, livelyModel, modelTask, spread } from './lively-model.ts'

const context = {
  draw: () => Promise.reject(),
  report: () => {},
  signal: new AbortController().signal
}

/** Serves a folder as any web server would. */
async function serveFolder(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    readFile(join(folder, request.url!)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end()
    )
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test.each([
  ['of colour', { emaImages: 0 }],
  // Over 4 MB of weights, which are more than one shard.
  [
    'of grey, wide, by its average',
    { channels: 'grey', emaImages: 1_000, generatorFilters: 64, size: 32 }
  ]
] as const)('TensorFlow.js draws the same pictures with a generator %s', async (_, changes) => {
  const model = await livelyModel(changes)
  const out = join(temporaryFolder(), 'model')
  await exportLatents(modelTask(model, 'tfjs', out), context)
  const { latents, pictures } = drawOurs(model)
  const rows = latents.map((z) => Array.from(z))
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(import.meta.dirname, 'tfjs-reference.mjs'),
      `${await serveFolder(out)}/model.json`,
      JSON.stringify(rows)
    ],
    { maxBuffer: 2 ** 26 }
  )
  // TensorFlow.js greets before it works.
  const line = stdout.trim().split('\n').at(-1)!
  const { facts, shape, values } = JSON.parse(line) as {
    facts: Record<string, string>
    shape: number[]
    values: number[]
  }
  const { size } = model.config
  expect(shape).toEqual([16, size, size, 'channels' in changes ? 1 : 3])
  expect(spread(pictures)).toBeGreaterThan(0.1)
  expect(
    furthest(
      values,
      pictures.flatMap((picture) => Array.from(picture))
    )
  ).toBeLessThan(1e-4)
  expect(facts).toMatchObject({ run_name: 'Gesichter · Öl', checkpoint: '64' })
})
