// An analyst that finds what it was asked for.
import { writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { AnalystApi, AnalystEvents } from '../../../src-main/contract/analyst.ts'
import { StudioError } from '../../../src-main/contract/errors.ts'
import { workerPort } from '../../../src-main/rpc/worker-port.ts'
import { serveWorker } from '../../../src-main/rpc/worker.ts'

// An attribute whose direction is found at once, and bends.
const BENT = 'bent'

const cancelled = new Set<string>()

const events = serveWorker<AnalystApi, AnalystEvents>(workerPort(), {
  findDirections: async ({ job, source, vectors, model }) => {
    events.onProgress({ job, done: 1, total: 2 })
    // Samples nobody asks for but the test of cancelling.
    while (source.kind === 'attribute' && source.attribute !== BENT && !cancelled.has(job)) {
      await delay(5)
    }
    if (cancelled.has(job)) throw new StudioError('job/cancelled', 'It was cancelled.')
    const count = source.kind === 'components' ? source.count : 1
    return Array.from({ length: count }, (_, place) => ({
      name: `${source.kind} ${place + 1}`,
      vector: Array.from({ length: model.config.latent }, (_, at) => (at === place ? 1 : 0)),
      least: -2,
      most: 2,
      facts: { source: source.kind, words: JSON.stringify(vectors) },
      ...(source.kind === 'attribute' && { bend: Buffer.from('bend') })
    }))
  },
  project: async ({ job, file, name, model }) => {
    const z = Array.from({ length: model.config.latent }, () => 0.5)
    events.onProjection({ job, step: 1, steps: 2, z, error: 0.1, target: file })
    return {
      z,
      guess: z.map(() => 0),
      error: 0.01,
      guessError: 0.1,
      featureError: 0.2,
      seconds: 1,
      target: Buffer.concat([file, Buffer.from(name)])
    }
  },
  steadySum: async ({ terms }) => terms[0]!.latents[0]!.map((value) => value + 1),
  makeMap: async ({ out, count }) => writeFileSync(out, String(count)),
  readMap: async () => ({ x: [0, 1], y: [1, 0], colours: [] }),
  placeOnMap: async (_model, _file, latents) => latents.map(([x = 0, y = 0]) => ({ x, y })),
  learnLabels: async () => {},
  cancel: async (job) => void cancelled.add(job)
})
