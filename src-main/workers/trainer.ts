import { dirname, extname, join } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import type { TaskData, TrainerApi, TrainerEvents } from '../contract/workers.ts'
import { describeEngine, engineRecord } from '../engine/describe.ts'
import { engineDifference } from '../engine/difference.ts'
import { startEngine } from '../engine/tensorflow.ts'
import { encodeGrid } from '../exports/images.ts'
import { signSnapshots } from '../exports/signed-snapshot.ts'
import { serveWorker } from '../rpc/worker.ts'
import { workerPort } from '../rpc/worker-port.ts'
import { estimateTraining } from '../training/estimate.ts'
import { train } from '../training/loop.ts'
import { withinMemory } from '../training/out-of-memory.ts'
import { tryTraining } from '../training/trial.ts'

// Beside this script and of its kind: TypeScript in a checkout, a bundle in a build.
const [, ENTRY = ''] = process.argv
const FEEDER = join(dirname(ENTRY), `feeder${extname(ENTRY)}`)

// What the studio wants of the running training; read between two steps.
let wish: 'go' | 'pause' | 'stop' | 'save' = 'go'
// Those who wait for a checkpoint.
let savers: (() => void)[] = []

function saved(): void {
  if (wish === 'save') wish = 'go'
  for (const resolve of savers) resolve()
  savers = []
}
let wake: () => void = () => undefined
let busy = false

function want(next: typeof wish): void {
  wish = next
  wake()
}

async function exclusively<Result>(
  { config }: TaskData,
  work: () => Promise<Result>
): Promise<Result> {
  if (busy) {
    throw new StudioError(
      'trainer/busy',
      'The trainer is at work on a run; wait until it ends or stop it.'
    )
  }
  busy = true
  wish = 'go'
  try {
    return await withinMemory(config, work)
  } finally {
    busy = false
    saved()
  }
}

const api: TrainerApi = {
  engine: ({ measure }) => describeEngine(measure),

  estimate: (task) =>
    exclusively(task, async () => {
      const { device } = await startEngine(task.config.device)
      return { ...(await estimateTraining(task.config, { ...task, feeder: FEEDER })), device }
    }),

  trial: (task, dropAbove) =>
    exclusively(task, async () => {
      await startEngine(task.config.device)
      return await tryTraining(task.config, { ...task, feeder: FEEDER }, dropAbove)
    }),

  train: (task) =>
    exclusively(task, async () => {
      const { run, trainedWith } = task
      const engine = {
        ...engineRecord(await startEngine(task.config.device)),
        ...(task.choice && { choice: task.choice })
      }
      const sign = signSnapshots(task)
      const parts = {
        cacheFolder: task.cacheFolder,
        excluded: task.excluded ?? [],
        feeder: FEEDER,
        runFolder: task.runFolder,
        encodeGrid: async (pictures: Uint8Array[], size: number, columns: number, images: number) =>
          sign(await encodeGrid(pictures, size, columns), images),
        ...(task.resumeFrom !== undefined && { resumeFrom: task.resumeFrom }),
        otherwise: task.otherwise ?? []
      }
      const goesOn = task.resumeFrom !== undefined && trainedWith
      const difference = goesOn ? engineDifference(trainedWith, engine) : undefined
      return train(task.config, parts, {
        onStarted: (images, problem) => {
          const remarks = [problem, difference].filter((remark) => remark !== undefined)
          events.onStarted({ run, engine, images, remarks })
        },
        onTick: (tick) => events.onTick({ run, ...tick }),
        onSnapshot: (snapshot) => events.onSnapshot({ run, ...snapshot }),
        onCheckpoint: (checkpoint) => {
          events.onCheckpoint({ run, ...checkpoint })
          saved()
        },
        onHalt: (halt) => events.onHalt({ run, ...halt }),
        wish: () => wish,
        resumed: () =>
          new Promise((resolve) => {
            wake = resolve
          })
      })
    }),

  pause: async () => want('pause'),
  resume: async () => want('go'),
  stop: async () => want('stop'),
  // A paused run was saved before it paused, and at its end it is saved too.
  save: () =>
    new Promise((resolve) => {
      if (!busy || wish === 'pause') return resolve()
      savers.push(resolve)
      if (wish === 'go') want('save')
    })
}

const events = serveWorker<TrainerApi, TrainerEvents>(workerPort(), api)
