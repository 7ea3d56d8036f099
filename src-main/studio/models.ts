import { join } from 'node:path'
import type { StudiedModel } from '../contract/analyst.ts'
import { StudioError } from '../contract/errors.ts'
import type { Checkpoint, Run } from '../contract/models.ts'
import type { ModelReference } from '../contract/workers.ts'
import type { OpenProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import { latestCheckpoint } from './train-task.ts'

/** A run with one of its checkpoints, as the explorer takes it. */
export interface Model {
  run: Run
  checkpoint: Checkpoint
  reference: ModelReference
}

/** The model of a run at a checkpoint, by default the newest. */
export function findModel(
  project: OpenProject,
  book: RunBook,
  id: string,
  images: number | undefined
): Model {
  const run = book.get(id)
  // A checkpoint named by hand is taken at its word; the newest must be whole.
  const checkpoint =
    images === undefined
      ? latestCheckpoint(project, id)
      : project.store.checkpoints.list(id).find((candidate) => candidate.images === images)
  if (!checkpoint) throw noCheckpoint(project, run, images)
  const file = project.checkpointFile(id, checkpoint.images)
  return { run, checkpoint, reference: { config: run.config, file } }
}

/** A model with all that may be learned about it. */
export function studiedModel(
  project: OpenProject,
  { run, checkpoint, reference }: Model
): StudiedModel {
  return {
    ...reference,
    sha256: checkpoint.sha256,
    folder: join(project.runFolder(run.id), 'learned'),
    cacheFolder: project.cacheFolder(run.dataset),
    excluded: project.store.runs.excluded(run.id)
  }
}

// Says what there is instead, because a number of images is hard to guess.
function noCheckpoint(project: OpenProject, run: Run, images: number | undefined): StudioError {
  const saved = project.store.checkpoints.list(run.id).map((checkpoint) => checkpoint.images)
  if (saved.length === 0) {
    return new StudioError(
      'checkpoint/none',
      `“${run.name}” has no saved model yet; the first is written at ${run.config.checkpointEvery} images, or when it is stopped.`
    )
  }
  return new StudioError(
    'checkpoint/unknown',
    `“${run.name}” has no checkpoint at ${images} images; there are ${saved.join(', ')}.`
  )
}
