import type { Run } from '../contract/models.ts'
import type { EvaluateTask, ExplorerApi } from '../contract/workers.ts'
import { bestCheckpoint } from './best-checkpoint.ts'
import type { Events } from './events.ts'
import { studiedModel, type Model } from './models.ts'
import type { CurrentProject, OpenProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import type { Supervised } from './supervisor.ts'

/** What measuring needs of its studio. */
export interface MeasurerNeeds {
  current: CurrentProject
  book: RunBook
  events: Events
  explorer: Supervised<ExplorerApi>
}

/** Measures checkpoints and keeps what they measured. */
export interface CheckpointMeasurer {
  /** Rejects as `ExplorerApi.evaluate`; keeps nothing where project or checkpoint are gone meanwhile. */
  measure(
    project: OpenProject,
    model: Model,
    task: Pick<EvaluateTask, 'job' | 'samples' | 'share'>
  ): Promise<void>
  /** Marks the best checkpoint anew, as after some were cut off. */
  chooseBest(run: Run): void
}

/** Writes evaluations and `Run.best` into the store of the open project. */
export function createMeasurer({
  current,
  book,
  events,
  explorer
}: MeasurerNeeds): CheckpointMeasurer {
  const chooseBest: CheckpointMeasurer['chooseBest'] = ({ id, best }) => {
    const { store } = current.get()
    const now = bestCheckpoint(store.evaluations.list(id), store.checkpoints.list(id))
    if (now !== best) book.change(id, { best: now })
  }
  return {
    chooseBest,
    async measure(project, model, task) {
      const { id } = model.run
      const { images, sha256 } = model.checkpoint
      const measured = await explorer.use().evaluate({
        ...task,
        model: studiedModel(project, model),
        evidenceFolder: project.evaluationFolder(id, images)
      })
      if (current.peek() !== project) return
      // A run that was resumed from before may have come here again with other weights.
      const kept = project.store.checkpoints.list(id).find((one) => one.images === images)
      if (kept?.sha256 !== sha256) return
      const evaluation = { run: id, images, createdAt: Date.now(), ...measured }
      project.store.evaluations.insert(evaluation)
      events.emit({ type: 'evaluation', evaluation })
      chooseBest(book.get(id))
    }
  }
}
