import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { toErrorRecord } from '../contract/errors.ts'
import type { Checkpoint, Run } from '../contract/models.ts'
import type { TrainTask } from '../contract/workers.ts'
import type { RunChanges } from '../store/runs.ts'
import type { OpenProject } from './project.ts'
import { WORKER_DIED } from './supervisor.ts'

// Of `TrainerApi.train`: numbers that were none any more.
const NOT_FINITE = 'training/not-finite'

/** The newest checkpoint whose file is there and of its size. */
export function latestCheckpoint(project: OpenProject, run: string): Checkpoint | undefined {
  return presentCheckpoints(project, run)[0]
}

// Newest first.
function presentCheckpoints({ store, checkpointFile }: OpenProject, run: string): Checkpoint[] {
  return store.checkpoints
    .list(run)
    .filter(({ images, bytes }) => sizeOf(checkpointFile(run, images)) === bytes)
    .reverse()
}

/** What an interrupted run says of itself whose studio was closed, one sentence. */
export function closedAt(images: number): string {
  return `The studio was closed while it trained; resume goes on from ${images} images.`
}

/** Where a run goes on when it is resumed, half a sentence. */
export function goesOnFrom(checkpoint: Checkpoint | undefined): string {
  return checkpoint
    ? `resume goes on from ${checkpoint.images} images`
    : 'it had no checkpoint yet, so resume starts it again'
}

/** What the trainer needs to begin a run or go on with it; makes its folders. */
export function prepareTask(project: OpenProject, run: Run): TrainTask {
  const [newest, ...older] = presentCheckpoints(project, run.id).map(({ images }) =>
    project.checkpointFile(run.id, images)
  )
  mkdirSync(dirname(project.checkpointFile(run.id, 0)), { recursive: true })
  mkdirSync(dirname(project.snapshotFile(run.id, 0)), { recursive: true })
  const excluded = project.store.runs.excluded(run.id)
  return {
    run: run.id,
    config: run.config,
    cacheFolder: project.cacheFolder(run.dataset),
    ...(excluded.length > 0 && { excluded }),
    runFolder: project.runFolder(run.id),
    origin: { runName: run.name, configDigest: run.configDigest },
    ...(newest !== undefined && { resumeFrom: newest, otherwise: older }),
    ...(run.engine && { trainedWith: run.engine })
  }
}

/** What a failure makes of a run: a process that died can go on, an error of training itself would come again. */
export function afterFailure(error: unknown, checkpoint: Checkpoint | undefined): RunChanges {
  const { code, message } = toErrorRecord(error)
  if (code !== WORKER_DIED) {
    // What the doctor goes by: a sentence alone cannot be told from another.
    const sick = { state: 'sick', illness: 'not-finite' } as const
    return { state: 'failed', problem: message, ...(code === NOT_FINITE && { health: sick }) }
  }
  const problem = `${message.replace(/\.$/, '')}; ${goesOnFrom(checkpoint)}.`
  return { state: 'interrupted', problem }
}

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size
}
