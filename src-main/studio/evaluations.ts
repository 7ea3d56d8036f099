import type { AnalystApi } from '../contract/analyst.ts'
import type { StudioHandlers } from '../contract/api.ts'
import { toErrorRecord } from '../contract/errors.ts'
import { startBackgroundEvaluations } from './background-evaluations.ts'
import { createMeasurer, type MeasurerNeeds } from './checkpoint-measurer.ts'
import type { Jobs } from './jobs.ts'
import { findModel, studiedModel } from './models.ts'
import type { Supervised } from './supervisor.ts'

type Handlers = Pick<StudioHandlers, 'evaluateRun' | 'getEvaluations'>

/** What evaluations need of the services beside them. */
export interface EvaluationNeeds extends MeasurerNeeds {
  jobs: Jobs
  analyst: Supervised<AnalystApi>
}

/** Checkpoints measured on request and in the background, and what is known of them. */
export function evaluationService(needs: EvaluationNeeds): Handlers {
  const { current, book, jobs, explorer, analyst } = needs
  const measurer = createMeasurer(needs)
  const background = startBackgroundEvaluations(needs, measurer)
  return {
    evaluateRun: ({ run: id, checkpoint, samples }) => {
      const project = current.get()
      const model = findModel(project, book, id, checkpoint)
      const { images } = model.checkpoint
      const { cacheFolder, excluded, folder } = studiedModel(project, model)
      let worker: Supervised<Pick<AnalystApi, 'cancel'>> = analyst
      return jobs.start(
        {
          ...{ kind: 'evaluation', run: id },
          title: `“${model.run.name}” at ${images.toLocaleString('en')} images`
        },
        async (job) => {
          await analyst.use().learnLabels({ job, cacheFolder, excluded, folder }).catch(passOver)
          worker = explorer
          background.giveWay()
          await measurer.measure(project, model, { job, samples })
          return {}
        },
        (job) => worker.use().cancel(job)
      )
    },
    getEvaluations: ({ run }) => current.get().store.evaluations.list(book.get(run).id)
  }
}

// Without labels there are the figures that need none.
function passOver(error: unknown): void {
  if (!toErrorRecord(error).code.startsWith('classifier/')) throw error
}
