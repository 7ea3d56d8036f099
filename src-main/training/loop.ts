import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { toErrorRecord } from '../contract/errors.ts'
import { imagesPerStep } from '../contract/images-per-step.ts'
import type { CheckpointReason, MetricRow } from '../contract/models.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { checkpointFile, writeCheckpoint } from './checkpoint.ts'
import { openFeed, planFeed } from './feed.ts'
import { assertFinite, assertFiniteWeights } from './finite.ts'
import { createTrainingModel } from './model.ts'
import { createPace } from './pace.ts'
import { writeSnapshot, type EncodeGrid } from './snapshot.ts'
import { variablesFor } from './take-up.ts'
import { createMetricWindow } from './window.ts'
import { readNewestWhole } from './whole-checkpoint.ts'
import { DISK_FULL } from './write-whole.ts'

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
  /** Older ones, newest first, for where that is damaged. */
  otherwise?: readonly string[]
  encodeGrid: EncodeGrid
}

/** What the loop tells and asks its surroundings. */
export interface TrainHooks {
  /** `problem`: which checkpoint it could not go on from, one sentence. */
  onStarted(images: number, problem?: string): void
  onTick(tick: {
    images: number
    imagesPerSecond: number
    etaSeconds?: number
    /** Part of the time since the start or resume that steps have waited for data, 0-1. */
    waitingShare: number
    rows: MetricRow[]
  }): void
  onSnapshot(snapshot: { images: number; file: string }): void
  onCheckpoint(saved: {
    images: number
    file: string
    sha256: string
    bytes: number
    reason: CheckpointReason
  }): void
  /** It waits for `resumed` by itself, for want of room on the disk: one sentence. */
  onHalt(halt: { images: number; problem: string }): void
  /** Asked before each step; `pause` waits for `resumed`, `save` writes a checkpoint and goes on. */
  wish(): 'go' | 'pause' | 'stop' | 'save'
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
  const found =
    parts.resumeFrom === undefined
      ? undefined
      : readNewestWhole([parts.resumeFrom, ...(parts.otherwise ?? [])])
  const saved = found?.checkpoint
  const model = createTrainingModel(config)
  const plan = planFeed(config, parts, saved)
  const feed = await openFeed(plan, parts.feeder).catch((error: unknown) => {
    model.dispose()
    throw error
  })
  try {
    if (saved) model.graph.write(variablesFor(saved, model))
    let images = saved?.images ?? 0
    let seconds = saved?.seconds ?? 0
    const begunAt = seconds
    hooks.onStarted(images, found?.problem)

    const pace = createPace()
    const metrics = createMetricWindow(() => ({
      ...model.stand(),
      memory: process.memoryUsage.rss()
    }))
    let rows: MetricRow[] = []
    let resumedAt = performance.now()
    let tickedAt = resumedAt
    let checkpointedAt = images
    let savedAt = resumedAt
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
    // Waits until a person has made room, and tries again; whoever stops it meanwhile goes without.
    const keep = async (write: () => void | Promise<void>): Promise<void> => {
      for (;;) {
        try {
          return await write()
        } catch (error) {
          const { code, message } = toErrorRecord(error)
          if (code !== DISK_FULL) throw error
          if (hooks.wish() === 'stop') return
          tick()
          seconds = trainedSeconds()
          hooks.onHalt({ images, problem: message })
          await hooks.resumed()
          resumedAt = performance.now()
        }
      }
    }
    const snapshot = (): Promise<void> =>
      keep(async () => {
        const file = await writeSnapshot(parts.runFolder, images, model, config, parts.encodeGrid)
        hooks.onSnapshot({ images, file })
      })
    const checkpoint = (reason: CheckpointReason): Promise<void> =>
      keep(() => {
        const file = checkpointFile(parts.runFolder, images)
        const variables = model.graph.read()
        assertFiniteWeights(variables, images)
        const state = { config, images, seconds: trainedSeconds(), ...feed.state(), variables }
        const written = writeCheckpoint(file, state, model.shapes)
        hooks.onCheckpoint({ images, file, ...written, reason })
        checkpointedAt = images
        savedAt = performance.now()
      })
    const isTimeToSave = (): boolean =>
      config.checkpointSeconds > 0 && performance.now() - savedAt > config.checkpointSeconds * 1000

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
      if (wish === 'save') {
        await checkpoint('request')
        continue
      }
      if (wish === 'pause') {
        if (checkpointedAt !== images) await checkpoint('pause')
        tick()
        seconds = trainedSeconds()
        // Where the checkpoint had to wait for room, the pause may have ended with it.
        if (hooks.wish() === 'pause') await hooks.resumed()
        resumedAt = performance.now()
        savedAt = resumedAt
        continue
      }

      // One step: every update of both networks, in the config's order.
      const before = images
      const numbers = model.step(await feed.next(), before)
      images += imagesPerStep(config)
      assertFinite(numbers, images, () => model.graph.read())

      // Keep the numbers, tell them a few times a second.
      const row = metrics.add(numbers, images, trainedSeconds())
      if (row) rows.push(row)
      pace.mark(images, trainedSeconds())
      if (performance.now() - tickedAt > TICK_MS) tick()

      // Keep pictures and weights.
      if (crossed(before, images, config.snapshotEvery)) await snapshot()
      if (crossed(before, images, config.checkpointEvery)) await checkpoint('images')
      else if (isTimeToSave()) await checkpoint('time')
      await breathe()
    }

    const rest = metrics.rest()
    if (rest) rows.push(rest)
    if (checkpointedAt !== images || images === 0) await checkpoint('end')
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

// Lets messages (pause, stop) come in between two steps.
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
