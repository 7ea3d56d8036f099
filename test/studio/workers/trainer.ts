// A trainer that speaks the protocol and counts instead of learning.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { settingsIn } from '../../../src-main/contract/engine-settings.ts'
import { StudioError } from '../../../src-main/contract/errors.ts'
import type { TrainerApi, TrainerEvents, TrainTask } from '../../../src-main/contract/workers.ts'
import { workerPort } from '../../../src-main/rpc/worker-port.ts'
import { serveWorker } from '../../../src-main/rpc/worker.ts'

const ENGINE = { device: 'cpu', tensorflow: '0.0.0', threads: 1 } as const
const STEP_MS = 5

/** With this seed a step takes a millisecond for each thread. */
const TRIED_SEED = 20
/** The same, but with one thread it never ends. */
const ENDLESS_SEED = 21

/** In a run with this seed something stands in for TensorFlow, whose process is told as the provider. */
const STAND_IN_SEED = 30

/** A run with this seed fails after its first step. */
const FAILING_SEED = 666

let wish: 'go' | 'pause' | 'stop' = 'go'
// Calls change it between two steps, which the compiler cannot see.
const wished = (): typeof wish => wish

const events: TrainerEvents = serveWorker<TrainerApi, TrainerEvents>(workerPort(), {
  engine: async ({ measure }) => ({
    ...ENGINE,
    ready: true,
    provider: 'test',
    ...(measure && { gemmGflops: 123 })
  }),
  estimate: async ({ config }) => ({
    secondsPerStep: 0.01,
    startSeconds: 1,
    totalSeconds: 1 + (config.images / config.batch) * 0.01,
    device: 'cpu'
  }),
  // By default so quick that no other settings are worth trying.
  trial: async ({ config }) => {
    const { threads } = settingsIn(process.env) ?? ENGINE
    if (config.seed === ENDLESS_SEED && threads === 1) await new Promise(() => {})
    const isTried = config.seed === TRIED_SEED || config.seed === ENDLESS_SEED
    return {
      secondsPerStep: isTried ? threads / 1000 : 1e-6,
      steps: 5,
      memory: { idle: 1, most: 2, free: 3 }
    }
  },
  train,
  pause: async () => void (wish = 'pause'),
  resume: async () => void (wish = 'go'),
  stop: async () => void (wish = 'stop'),
  save: async () => {}
})

async function train(task: TrainTask): ReturnType<TrainerApi['train']> {
  const { run, config } = task
  wish = 'go'
  let images = task.resumeFrom ? Number(basename(task.resumeFrom, '.safetensors')) : 0
  const choice = task.choice && { choice: task.choice }
  const standIn = config.seed === STAND_IN_SEED && { slow: 'slow', provider: String(process.pid) }
  const engine = { ...ENGINE, ...settingsIn(process.env), ...choice, ...standIn }
  events.onStarted({ run, engine, images })
  snapshot(task, images)
  while (images < config.images && wished() !== 'stop') {
    await delay(STEP_MS)
    if (wished() === 'pause') continue
    images += config.batch
    if (config.seed === FAILING_SEED) {
      throw new StudioError('training/not-finite', 'The generator loss is not a number any more.')
    }
    const row = { images, seconds: images / 1000, generatorLoss: 1, discriminatorLoss: NaN }
    events.onTick({
      run,
      images,
      imagesPerSecond: 1000,
      waitingShare: 0.001,
      etaSeconds: (config.images - images) / 1000,
      rows: [
        { ...row, realAccuracy: 1, fakeAccuracy: 1 },
        { ...row, discriminatorLoss: 0.5, realAccuracy: 1, fakeAccuracy: 1 }
      ]
    })
    if (images % config.snapshotEvery === 0) snapshot(task, images)
    if (images % config.checkpointEvery === 0) checkpoint(task, images)
  }
  checkpoint(task, images)
  return { outcome: images >= config.images ? 'done' : 'stopped', images }
}

function snapshot({ run, runFolder }: TrainTask, images: number): void {
  const file = join(runFolder, 'snapshots', `${images}.png`)
  writeFileSync(file, `snapshot of ${run} at ${images}`)
  events.onSnapshot({ run, images, file })
}

function checkpoint({ run, runFolder }: TrainTask, images: number): void {
  const file = join(runFolder, 'checkpoints', `${images}.safetensors`)
  mkdirSync(join(runFolder, 'checkpoints'), { recursive: true })
  const weights = `weights at ${images}`
  writeFileSync(file, weights)
  const sha256 = createHash('sha256').update(weights).digest('hex')
  events.onCheckpoint({ run, images, file, sha256, bytes: weights.length, reason: 'images' })
}
