// An explorer that answers with what it was asked.
import { writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { ExplorerApi, ModelReference } from '../../../src-main/contract/workers.ts'
import { workerPort } from '../../../src-main/rpc/worker-port.ts'
import { serveWorker } from '../../../src-main/rpc/worker.ts'

const write = async (model: ModelReference, options: { out: string }): Promise<void> =>
  writeFileSync(options.out, JSON.stringify([model.file, options]))

serveWorker<ExplorerApi, object>(workerPort(), {
  render: async (_model, z) => {
    await delay(10)
    // A value no slider reaches, for the test of a crash.
    if (z[0] === 99) process.kill(process.pid, 'SIGSEGV')
    return Buffer.from(`z ${z.join(' ')}`)
  },
  draw: async ({ config }, seed, count) =>
    Array.from({ length: count }, (_, row) =>
      Array.from({ length: config.latent }, () => (seed + row) % 2)
    ),
  exportGrid: write,
  exportWalk: write,
  exportArithmetic: write,
  label: async (_model, { latents, cacheFolder }) =>
    latents.map((z) => ({ first: String(z[0]), cacheFolder })),
  augment: async (task) => Buffer.from(JSON.stringify(task))
})
