import { StudioError } from '../contract/errors.ts'
import type { Estimate } from '../contract/models.ts'
import type { TrainerApi } from '../contract/workers.ts'
import { newestFirst } from './newest-first.ts'
import type { Supervised } from './supervisor.ts'

type EstimateTask = Parameters<TrainerApi['estimate']>[0]

/** Measurements of how long a run would take, which share the trainer with the run itself. */
export interface Estimates {
  /** One at a time; while a form is edited only its last state is worth measuring. */
  measure(task: EstimateTask, mayStart: () => boolean): Promise<Estimate>
  /** Resolves when the trainer is free of measuring. */
  settled(): Promise<void>
}

/** Makes the measurements of one trainer. */
export function createEstimates(trainer: Supervised<TrainerApi>): Estimates {
  const inTurn = newestFirst<Estimate>(1)
  let underWay: Promise<unknown> = Promise.resolve()
  return {
    measure: (task, mayStart) =>
      inTurn(JSON.stringify(task), () => {
        if (!mayStart()) return Promise.reject(cutShort())
        const measured = trainer.use().estimate(task)
        underWay = measured.catch(() => {})
        return measured
      }),
    settled: async () => void (await underWay)
  }
}

function cutShort(): StudioError {
  return new StudioError('estimate/busy', 'A run has started, so nothing else is measured now.')
}
