import { environmentOf } from '../contract/engine-settings.ts'
import { StudioError } from '../contract/errors.ts'
import type { Estimate } from '../contract/models.ts'
import type { TrainerApi } from '../contract/workers.ts'
import { newestFirst } from './newest-first.ts'
import type { Supervised } from './supervisor.ts'
import type { Tuner } from './tuning.ts'

type EstimateTask = Parameters<TrainerApi['estimate']>[0]

/** Measurements of how long a run would take, which share the trainer with the run itself. */
export interface Estimates {
  /** One at a time; while a form is edited only its last state is worth measuring. */
  measure(task: EstimateTask, mayStart: () => boolean): Promise<Estimate>
  /** Resolves when the trainer is free of measuring; settings that are still to be tried are left. */
  settled(): Promise<void>
}

/** Makes the measurements of one trainer. */
export function createEstimates(trainer: Supervised<TrainerApi>, tuner: Tuner): Estimates {
  const inTurn = newestFirst<Estimate>(1)
  let underWay: Promise<unknown> = Promise.resolve()
  let trials = new AbortController()

  // With the settings that the run itself would have.
  const measureNow = async (task: EstimateTask): Promise<Estimate> => {
    trials = new AbortController()
    const { settings, choice } = await tuner.settle(task, trials.signal)
    const estimate = await trainer.useIn(environmentOf(settings, task.config.device)).estimate(task)
    return { ...estimate, engine: { ...settings, choice } }
  }
  return {
    measure: (task, mayStart) => {
      // Nobody waits for the trials of a form that has changed since.
      trials.abort()
      return inTurn(JSON.stringify(task), () => {
        if (!mayStart()) return Promise.reject(cutShort())
        const measured = measureNow(task)
        underWay = measured.catch(() => {})
        return measured
      })
    },
    settled: async () => {
      trials.abort()
      await underWay
    }
  }
}

function cutShort(): StudioError {
  return new StudioError('estimate/busy', 'A run has started, so nothing else is measured now.')
}
