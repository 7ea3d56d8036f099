import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import { imagesPerStep } from '../contract/images-per-step.ts'
import type { MetricRow } from '../contract/models.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { checkpointFile, readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { openFeed, planFeed } from './feed.ts'
import { createTrainingModel, type StepNumbers } from './model.ts'
import { createPace } from './pace.ts'
import { writeSnapshot, type EncodeGrid } from './snapshot.ts'
import { createMetricWindow } from './window.ts'

export interface TrainParts {
  /** The data set's shards and index. */
  cacheFolder: string
  /** Numbers of its pictures that are left out. */
  excluded?: readonly number[]
  /** The script of the thread that prepares batches. */
  feeder: string
  /** Where `checkpoints/` and `snapshots/` go. */
  runFolder: string
  /** A checkpoint file to go on from. */
  resumeFrom?: string
  encodeGrid: EncodeGrid
}

/** What the loop tells and asks its surroundings. */
export interface TrainHooks {
  onStarted(images: number): void
  onTick(tick: {
    images: number
    imagesPerSecond: number
    etaSeconds?: number
    /** Part of the time since the start or resume that steps have waited for data, 0-1. */
    waitingShare: number
    rows: MetricRow[]
  }): void
  onSnapshot(snapshot: { images: number; file: string }): void
  onCheckpoint(saved: { images: number; file: string; sha256: string; bytes: number }): void
  /** Asked before each step; `pause` waits for `resumed`. */
  wish(): 'go' | 'pause' | 'stop'
  resumed(): Promise<void>
}

// How often the outside hears of progress, in milliseconds.
const TICK_MS = 250

/**
 * Trains a model of `config` until it has seen `config.images` pictures or is asked to stop; ends
 * with a checkpoint either way. Throws `training/not-finite`, `checkpoint/*`, `cache/*`.
 */
export async function train(
  config: RunConfig,
  parts: TrainParts,
  hooks: TrainHooks
): Promise<{ outcome: 'done' | 'stopped'; images: number }> {
  for (const folder of ['checkpoints', 'snapshots']) {
    mkdirSync(join(parts.runFolder, folder), { recursive: true })
  }

  // Build the networks, or take up where a checkpoint left them.
  const saved = parts.resumeFrom === undefined ? undefined : readCheckpoint(parts.resumeFrom)
  const model = createTrainingModel(config)
  const plan = planFeed(config, parts, saved)
  const feed = await openFeed(plan, parts.feeder).catch((error: unknown) => {
    model.dispose()
    throw error
  })
  try {
    if (saved) model.graph.write(saved.variables)
    let images = saved?.images ?? 0
    let seconds = saved?.seconds ?? 0
    const begunAt = seconds
    hooks.onStarted(images)

    const pace = createPace()
    const metrics = createMetricWindow()
    let rows: MetricRow[] = []
    let resumedAt = performance.now()
    let tickedAt = resumedAt
    let checkpointedAt = images
    const trainedSeconds = (): number => seconds + (performance.now() - resumedAt) / 1000

    const tick = (): void => {
      const etaSeconds = pace.eta(config.images)
      hooks.onTick({
        images,
        imagesPerSecond: pace.speed(),
        waitingShare: feed.waited() / Math.max(trainedSeconds() - begunAt, Number.EPSILON),
        rows,
        ...(etaSeconds !== undefined && { etaSeconds })
      })
      rows = []
      tickedAt = performance.now()
    }
    const snapshot = async (): Promise<void> => {
      const file = await writeSnapshot(parts.runFolder, images, model, config, parts.encodeGrid)
      hooks.onSnapshot({ images, file })
    }
    const checkpoint = (): void => {
      const file = checkpointFile(parts.runFolder, images)
      const state = {
        config,
        images,
        seconds: trainedSeconds(),
        ...feed.state(),
        variables: model.graph.read()
      }
      hooks.onCheckpoint({ images, file, ...writeCheckpoint(file, state, model.shapes) })
      checkpointedAt = images
    }

    // Show where it starts from: the untrained generator's grid is the first picture of the run.
    if (images === 0) await snapshot()
    pace.mark(images, trainedSeconds())

    let stopped = false
    while (images < config.images) {
      // Obey the outside; a paused run is saved first, so that nothing is lost if it never goes on.
      const wish = hooks.wish()
      if (wish === 'stop') {
        stopped = true
        break
      }
      if (wish === 'pause') {
        if (checkpointedAt !== images) checkpoint()
        tick()
        seconds = trainedSeconds()
        await hooks.resumed()
        resumedAt = performance.now()
        continue
      }

      // One step: every update of both networks, in the config's order.
      const before = images
      const numbers = model.step(await feed.next(), before)
      images += imagesPerStep(config)
      assertFinite(numbers, images)

      // Keep the numbers, tell them a few times a second.
      const row = metrics.add(numbers, images, trainedSeconds())
      if (row) rows.push(row)
      pace.mark(images, trainedSeconds())
      if (performance.now() - tickedAt > TICK_MS) tick()

      // Keep pictures and weights.
      if (crossed(before, images, config.snapshotEvery)) await snapshot()
      if (crossed(before, images, config.checkpointEvery)) checkpoint()
      await breathe()
    }

    const rest = metrics.rest()
    if (rest) rows.push(rest)
    if (checkpointedAt !== images || images === 0) checkpoint()
    if (!stopped && !crossed(images - imagesPerStep(config), images, config.snapshotEvery))
      await snapshot()
    tick()
    return { outcome: stopped ? 'stopped' : 'done', images }
  } finally {
    await feed.close()
    model.dispose()
  }
}

function crossed(before: number, after: number, every: number): boolean {
  return Math.floor(before / every) !== Math.floor(after / every)
}

function assertFinite(numbers: StepNumbers, images: number): void {
  const broken = Object.entries(numbers).find(([, value]) => !Number.isFinite(value))
  if (broken) {
    throw new StudioError(
      'training/not-finite',
      `Training broke at ${images} images: "${broken[0]}" became ${broken[1]}; start another run with lower learning rates.`
    )
  }
}

// Lets messages (pause, stop) come in between two steps.
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
