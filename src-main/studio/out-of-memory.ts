import { readFileSync } from 'node:fs'
import { OUT_OF_MEMORY, StudioError, toErrorRecord } from '../contract/errors.ts'
import type { Environment } from '../contract/engine-settings.ts'
import type { TaskData, TrainerApi, Trial } from '../contract/workers.ts'
import type { WorkerSpawner } from './parts.ts'
import { supervise, WORKER_DIED, type Supervised } from './supervisor.ts'

// Longer than this nobody waits for the answer.
const MOST_MS = 30_000
const SMALLEST_BATCH = 4

/**
 * The same trainer, which says what would fit where a training or trial ends for want of memory: by TensorFlow's
 * word, by a native crash, or by the system, which ends the largest process.
 */
export function advisingOnMemory(
  trainer: Supervised<TrainerApi>,
  spawner: WorkerSpawner
): Supervised<TrainerApi> {
  const advised =
    <Task extends TaskData, Rest extends unknown[], Result>(
      environment: Environment,
      work: (task: Task, ...rest: Rest) => Promise<Result>
    ) =>
    async (task: Task, ...rest: Rest): Promise<Result> => {
      const kills = memoryKills()
      try {
        return await work(task, ...rest)
      } catch (error) {
        if (!isForMemory(error, kills)) throw error
        // What it holds is needed for the trials.
        trainer.close()
        throw await adviseOnMemory(spawner, environment, task)
      }
    }
  return {
    ...trainer,
    useIn: (environment) => {
      const api = trainer.useIn(environment)
      const calls: Partial<TrainerApi> = {
        train: advised(environment, (task) => api.train(task)),
        trial: advised(environment, (task, dropAbove) => api.trial(task, dropAbove))
      }
      return new Proxy(api, {
        get: (target, name) => Reflect.get(name in calls ? calls : target, name) as unknown
      })
    }
  }
}

// How many processes the system has ended for want of memory since it was started; 0 where it does not say.
function memoryKills(): number {
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'utf8'))?.[1] ?? 0)
  } catch {
    // Not Linux.
    return 0
  }
}

// `before` are the kills until it began.
function isForMemory(error: unknown, before: number): boolean {
  const { code, message } = toErrorRecord(error)
  if (code === OUT_OF_MEMORY) return true
  return code === WORKER_DIED && (message.includes('bad_alloc') || memoryKills() > before)
}

// Halves of a batch that did not fit are tried, each in a process of its own, so that the answer is true.
async function adviseOnMemory(
  spawner: WorkerSpawner,
  environment: Environment,
  task: TaskData
): Promise<StudioError> {
  const endAt = performance.now() + MOST_MS
  const { batch, packing } = task.config
  const halve = (whole: number): number => Math.floor(whole / 2 / packing) * packing
  let half = halve(batch)
  for (; half >= SMALLEST_BATCH && performance.now() < endAt; half = halve(half)) {
    const config = { ...task.config, batch: half }
    const memory = await memoryOf(spawner, environment, { ...task, config }, endAt)
    if (memory) return new StudioError(OUT_OF_MEMORY, adviceOn(batch, half, memory))
  }
  const tried = half < SMALLEST_BATCH ? ', and none that is smaller fits either' : ''
  return new StudioError(
    OUT_OF_MEMORY,
    `A step with a batch of ${batch} does not fit into memory${tried}; take smaller networks or a much smaller batch, or free memory and resume.`
  )
}

function adviceOn(batch: number, half: number, { idle, most, free }: Trial['memory']): string {
  // What a process has before the first step is the same for any batch; the rest grows with it.
  const needed = idle + ((most - idle) * batch) / half
  return `A step with a batch of ${batch} needs about ${gigabytes(needed)} of memory and ${gigabytes(free)} are free; a batch of ${half} fits, so fork with batch=${half}, or free memory and resume.`
}

async function memoryOf(
  spawner: WorkerSpawner,
  environment: Environment,
  task: TaskData,
  endAt: number
): Promise<Trial['memory'] | undefined> {
  const worker = supervise<TrainerApi, object>(spawner, 'trainer', {}, environment)
  const timer = setTimeout(() => worker.close(), endAt - performance.now())
  try {
    // As few steps as there can be.
    return (await worker.use().trial(task, 0)).memory
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
    worker.close()
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
