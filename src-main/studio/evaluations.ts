import type { StudioHandlers } from '../contract/api.ts'
import type { ExplorerApi } from '../contract/workers.ts'
import type { Events } from './events.ts'
import type { Jobs } from './jobs.ts'
import { findModel, studiedModel } from './models.ts'
import type { CurrentProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import type { Supervised } from './supervisor.ts'

type Handlers = Pick<StudioHandlers, 'evaluateRun' | 'getEvaluations'>

/** What measuring checkpoints needs of the services beside it. */
export interface EvaluationNeeds {
  current: CurrentProject
  book: RunBook
  events: Events
  jobs: Jobs
  explorer: Supervised<ExplorerApi>
}

/** Checkpoints measured on request, and what is known of them. */
export function evaluationService({
  current,
  book,
  events,
  jobs,
  explorer
}: EvaluationNeeds): Handlers {
  return {
    evaluateRun: ({ run: id, checkpoint, samples }) => {
      const project = current.get()
      const model = findModel(project, book, id, checkpoint)
      const { images } = model.checkpoint
      return jobs.start(
        { kind: 'evaluation', title: `“${model.run.name}” at ${images} images`, run: id },
        async (job) => {
          const measured = await explorer.use().evaluate({
            job,
            model: studiedModel(project, model),
            samples,
            evidenceFolder: project.evaluationFolder(id, images)
          })
          const evaluation = { run: id, images, createdAt: Date.now(), ...measured }
          project.store.evaluations.insert(evaluation)
          events.emit({ type: 'evaluation', evaluation })
          return {}
        },
        (job) => explorer.use().cancel(job)
      )
    },
    getEvaluations: ({ run }) => current.get().store.evaluations.list(book.get(run).id)
  }
}
