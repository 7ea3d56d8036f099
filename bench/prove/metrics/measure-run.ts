import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Evaluation } from '../../../src-main/contract/evaluation.ts'
import { openCache } from '../../../src-main/datasets/cache.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { createEvaluator } from '../../../src-main/latent/evaluation/evaluate.ts'
import { learnLabels } from '../../../src-main/latent/evaluation/learn-labels.ts'
import { createDataShelf } from '../../../src-main/latent/evaluation/studied-data.ts'
import { createGeneratorShelf } from '../../../src-main/latent/model.ts'
import { slice } from '../../../src-main/training/metrics/features.ts'
import { measureAll } from '../../../src-main/training/metrics/measure.ts'
import { layoutOf, multiplyRows } from '../../../src-main/training/metrics/random-networks.ts'
import { spearman } from './rank.ts'
import type { MeasuredRun } from './runs.ts'

const SAMPLES = 1000

/** What a run's checkpoints measure. */
export interface RunFigures {
  name: string
  images: number[]
  /** By measure, in the order of the checkpoints. */
  measures: Record<string, number[]>
  /** Rank correlation of the Fréchet distance in random features with that by labels. */
  spearman: number
  /** A third lot of real pictures, beside the unit that the second gives. */
  realBesideReal: Record<string, number>
  /** Of an evaluation: the first, which looks at the real pictures, and the median of the others. */
  seconds: { first: number; later: number }
  /** Milliseconds that pieces of the later ones take. */
  pieces: { p95: number; most: number }
}

/** Measures all checkpoints of a run, with labels learned before. */
export async function measureRun(
  { name, checkpoints }: MeasuredRun,
  say: (line: string) => void
): Promise<RunFigures> {
  await startEngine()
  const [first] = checkpoints
  const { signal } = new AbortController()
  await learnLabels(first!.model, { report: () => undefined, signal })
  const evaluator = createEvaluator(createGeneratorShelf())
  const evidenceFolder = mkdtempSync(join(tmpdir(), 'atelier-prove-'))
  const found: Pick<Evaluation, 'measures' | 'seconds'>[] = []
  const clock = startClock()
  for (const { images, model } of [first!, ...checkpoints]) {
    if (found.length === 1) clock.reset()
    const measured = await evaluator.evaluate(
      { job: 'j', model, samples: SAMPLES, evidenceFolder },
      {
        report: () => undefined,
        signal,
        quiet: () => undefined,
        encodeSheet: async () => new Uint8Array(1)
      }
    )
    found.push(measured)
    say(`${name}, ${images} images: ${measured.seconds.toFixed(1)} s`)
  }
  const pieces = clock.stop()
  rmSync(evidenceFolder, { recursive: true })
  const [{ seconds }, ...later] = found as [(typeof found)[0], ...typeof found]
  const ids = later[0]!.measures.map(({ id }) => id)
  const valuesOf = (id: string): number[] =>
    later.map(({ measures }) => measures.find((measure) => measure.id === id)!.value)
  return {
    name,
    images: checkpoints.map(({ images }) => images),
    measures: Object.fromEntries(ids.map((id) => [id, valuesOf(id)])),
    spearman: spearman(valuesOf('frechet-random'), valuesOf('frechet-labels')),
    realBesideReal: await besideReal(first!.model),
    seconds: {
      first: seconds,
      later: quantile(
        later.map((one) => one.seconds),
        0.5
      )
    },
    pieces
  }
}

async function besideReal(model: MeasuredRun['checkpoints'][0]['model']) {
  const cache = openCache(model.cacheFolder)
  const breathe = (): undefined => undefined
  const { studies } = await createDataShelf().open(model, cache, SAMPLES, {
    report: () => undefined,
    breathe
  })
  cache.close()
  const { view } = studies.random.real
  const [samples, known] = [slice(view, 2 * SAMPLES, SAMPLES), slice(view, 0, 2 * SAMPLES)]
  const measures = await measureAll(
    {
      random: { samples, known },
      layout: { samples: layoutOf(samples), known: layoutOf(known) }
    },
    { multiply: multiplyRows, breathe, units: new Map() }
  )
  return Object.fromEntries(measures.map(({ id, value, real }) => [id, value / (real || 1)]))
}

// Turns of the event loop are as long as what is done in them.
function startClock() {
  let pieces: number[] = []
  let last = performance.now()
  let going = true
  const turn = (): void => {
    const now = performance.now()
    pieces.push(now - last)
    last = now
    if (going) setImmediate(turn)
  }
  setImmediate(turn)
  return {
    reset: () => void (pieces = []),
    stop: () => {
      going = false
      // Empty turns say nothing.
      const long = pieces.filter((piece) => piece >= 1)
      return { p95: quantile(long, 0.95), most: Math.max(...long) }
    }
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}
