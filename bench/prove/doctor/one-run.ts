import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toErrorRecord } from '../../../src-main/contract/errors.ts'
import type { Evaluation } from '../../../src-main/contract/evaluation.ts'
import type { MetricRow } from '../../../src-main/contract/models.ts'
import { resolveConfig } from '../../../src-main/contract/presets.ts'
import type { RunConfig } from '../../../src-main/contract/run-config.ts'
import { openCache } from '../../../src-main/datasets/cache.ts'
import { createRandom, STREAMS } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { drawLatents, drawPictures } from '../../../src-main/gan/pictures.ts'
import { createEvaluator } from '../../../src-main/latent/evaluation/evaluate.ts'
import { createGeneratorShelf } from '../../../src-main/latent/model.ts'
import { train } from '../../../src-main/training/loop.ts'
import { CACHE, MODES, readJson } from './data.ts'
import type { Plan } from './plan.ts'
import { tellTruth, type Truth } from './truth.ts'

/** What is kept of a run of the exam. */
export interface ExamRun {
  plan: Plan
  config: RunConfig
  rows: MetricRow[]
  evaluations: Evaluation[]
  checkpoints: number[]
  failure?: { code: string; message: string }
  /** Of its last checkpoint; absent where it has none. */
  truth?: Truth
  /** A few of its last samples: bytes, in base 64. */
  shown?: string[]
  seconds: number
}

/** What a process of its own is told: a plan, its data and perhaps a checkpoint that it is a fork of. */
export interface RunTask {
  plan: Plan
  cacheFolder: string
  resumeFrom?: string
}

const FEEDER = join(import.meta.dirname, '../../../src-main/workers/feeder.ts')
const SAMPLES = 500
const SHOWN = 16

const [taskFile, out] = process.argv.slice(2)
const { plan, cacheFolder, resumeFrom } = readJson<RunTask>(taskFile!)
const begun = performance.now()
await startEngine()
const config = resolveConfig(plan.preset, plan.changes)
const runFolder = join(CACHE, 'runs', plan.id)
rmSync(runFolder, { recursive: true, force: true })
mkdirSync(runFolder, { recursive: true })
const rows: MetricRow[] = []
const saved: { images: number; file: string; sha256: string }[] = []
const count = countPictures()
const learned = learnedPictures(count)
const excluded = learned
  ? Array.from({ length: count }, (_, at) => at).filter((at) => !learned.includes(at))
  : []
let failure: ExamRun['failure']
try {
  await train(
    config,
    {
      ...{ cacheFolder, excluded, feeder: FEEDER, runFolder },
      ...(resumeFrom !== undefined && { resumeFrom }),
      encodeGrid: async () => new Uint8Array(1)
    },
    {
      onStarted: () => undefined,
      onTick: (tick) =>
        void rows.push(...tick.rows.filter((row) => Object.values(row).every(Number.isFinite))),
      onSnapshot: () => undefined,
      onCheckpoint: ({ images, file, sha256 }) => void saved.push({ images, file, sha256 }),
      onHalt: () => undefined,
      wish: () => 'go',
      resumed: async () => undefined
    }
  )
} catch (error) {
  const { code, message } = toErrorRecord(error)
  failure = { code, message }
}
const generators = createGeneratorShelf()
const evaluator = createEvaluator(generators)
const { signal } = new AbortController()
const evaluations: Evaluation[] = []
for (const { images, file, sha256 } of saved) {
  const measured = await evaluator.evaluate(
    {
      job: 'exam',
      model: { config, file, sha256, folder: join(runFolder, 'learned'), cacheFolder, excluded },
      samples: SAMPLES,
      evidenceFolder: join(runFolder, 'evidence', String(images))
    },
    {
      report: () => undefined,
      signal,
      quiet: () => undefined,
      encodeSheet: async () => new Uint8Array(1)
    }
  )
  evaluations.push({ run: plan.id, images, createdAt: 0, ...measured })
}
const last = saved.at(-1)
const samples =
  last &&
  drawPictures(
    generators.load(last.file, config).graph,
    drawLatents(config, createRandom(7, STREAMS.samples), SAMPLES)
  ).map((pixels) => pixels.slice())
const truth = samples && tellTruth(samples, cacheFolder, MODES[plan.data], learned)
// Of the checkpoints a fork may want those before the last; the pictures' hashes are not needed.
for (const name of readdirSync(runFolder)) {
  if (name !== 'checkpoints') rmSync(join(runFolder, name), { recursive: true })
}
const found: ExamRun = {
  ...{ plan, config, rows, evaluations, checkpoints: saved.map(({ images }) => images) },
  ...(failure && { failure }),
  ...(truth && { truth }),
  shown: (samples ?? []).slice(0, SHOWN).map((pixels) => Buffer.from(pixels).toString('base64')),
  seconds: (performance.now() - begun) / 1000
}
writeFileSync(out!, JSON.stringify(found))
process.exit(0)

// Numbers of the pictures that it learns, spread over the whole set, which may be sorted; undefined is all.
function learnedPictures(count: number): number[] | undefined {
  const { pictures } = plan
  if (pictures === undefined) return undefined
  return Array.from({ length: pictures }, (_, at) => Math.floor((at * count) / pictures))
}

function countPictures(): number {
  const cache = openCache(cacheFolder)
  const { count } = cache
  cache.close()
  return count
}
