// An explorer that answers with what it was asked.
import { EventEmitter, once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { classNames } from '../../../src-main/contract/condition.ts'
import { StudioError } from '../../../src-main/contract/errors.ts'
import type { ExplorerApi } from '../../../src-main/contract/workers.ts'
import { workerPort } from '../../../src-main/rpc/worker-port.ts'
import { serveWorker } from '../../../src-main/rpc/worker.ts'

/** Images seen by the checkpoint that measures best. */
const BEST = 122_880

const cancelled = new Set<string>()
const drawn = new EventEmitter()
const pictureOf = (z: readonly number[]): Buffer => Buffer.from(`z ${z.join(' ')}`)

serveWorker<ExplorerApi, object>(workerPort(), {
  render: async (_model, z) => {
    await delay(10)
    // A value no slider reaches, for the test of a crash.
    if (z[0] === 99) process.kill(process.pid, 'SIGSEGV')
    drawn.emit('picture')
    return pictureOf(z)
  },
  draw: async ({ config }, seed, count) =>
    Array.from({ length: count }, (_, row) => [
      ...Array.from({ length: config.latent }, () => (seed + row) % 2),
      ...classNames(config).map((_, at, { length }) => Number(row % length === at))
    ]),
  drawSheet: async (_model, latents, columns) => {
    // The same value: takes until a picture has been drawn meanwhile.
    if (latents[0]![0] === 99) await once(drawn, 'picture')
    return Buffer.from(`${columns}: ${latents.map((z) => z.join(' ')).join(', ')}`)
  },
  difference: async (_model, z, target) => Buffer.concat([pictureOf(z), target]),
  planWalk: async (_model, { keyframes }) => keyframes.map(({ z }) => z),
  calculate: async (_model, terms) => {
    const means = terms.map(({ latents }) => latents[0]!)
    return { means, result: means[0]!, neighbours: means }
  },
  export: async ({ model, what, out }) => {
    writeFileSync(out, JSON.stringify([model.file, what]))
    if (what.kind === 'picture' && what.z[0] === 98) {
      throw new StudioError('export/not-writable', 'There is no room left.')
    }
  },
  // At each end every number is moved by the length of the name.
  traceBend: async (_model, { name }, { z, present, least, most }) => ({
    strengths: [least, present, most],
    latents: [-name.length, 0, name.length].map((by) => z.map((value) => value + by))
  }),
  // The best is the one at BEST images. With a share of the time it takes longer, and says so in its words.
  evaluate: async ({ job, model, samples, share }) => {
    for (let rest = share === undefined ? 1 : 40; rest > 0; rest--) {
      await delay(5)
      if (!cancelled.has(job)) continue
      throw new StudioError('job/cancelled', 'It was cancelled.')
    }
    const images = Number(basename(model.file, '.safetensors'))
    const value = 1 + Math.abs(images - BEST) / BEST
    const help = `share ${share ?? 1}`
    const words = { id: 'quality', title: 'Quality', help, source: '' }
    const measure = { ...words, better: 'lower' as const, value, real: 1, samples, reals: samples }
    return { measures: [measure], classes: [], evidence: [], seconds: 2 }
  },
  cancel: async (job) => void cancelled.add(job),
  readPicture: async (_file, name) => {
    throw new StudioError('picture/no-lineage', `${name} tells nothing of how it was made.`)
  },
  label: async (_model, { latents, cacheFolder }) =>
    latents.map((z) => ({ first: String(z[0]), cacheFolder })),
  augment: async (task) => Buffer.from(JSON.stringify(task))
})
