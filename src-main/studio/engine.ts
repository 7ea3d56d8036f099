import type { StudioHandlers } from '../contract/api.ts'
import { environmentOf } from '../contract/engine-settings.ts'
import { toErrorRecord } from '../contract/errors.ts'
import type { EngineStatus } from '../contract/models.ts'
import type { TrainerApi } from '../contract/workers.ts'
import type { Events } from './events.ts'
import { thisMachine, usualSettings } from './machine.ts'
import { WORKER_DIED, type Supervised } from './supervisor.ts'
import type { TrainerLine } from './trainer-line.ts'

// Before the trainer has been asked, which takes it a second or two to start.
const NOT_ASKED: EngineStatus = {
  ready: false,
  provider: 'not started yet',
  device: 'cpu',
  tensorflow: '',
  threads: 0
}

// What is measured is the best that this machine has.
const WHOLE_MACHINE = environmentOf(usualSettings(thisMachine()), 'gpu')

/** The state of TensorFlow as the trainer last told it. */
export function engineService(
  trainer: Supervised<TrainerApi>,
  line: TrainerLine,
  events: Events
): { handlers: Pick<StudioHandlers, 'getEngine'>; last(): EngineStatus } {
  let last = NOT_ASKED

  const ask = async (measure: boolean): Promise<EngineStatus> => {
    // A measurement beside a run would slow it and be wrong.
    const askOnce = () =>
      measure && !line.active()
        ? trainer.useIn(WHOLE_MACHINE).engine({ measure: true })
        : trainer.use().engine({ measure: false })
    try {
      // One that was replaced by one with other threads meanwhile is asked again.
      return await askOnce().catch((error: unknown) => {
        if (toErrorRecord(error).code === WORKER_DIED) return askOnce()
        throw error
      })
    } catch (error) {
      return { ...NOT_ASKED, provider: 'none', problem: toErrorRecord(error).message }
    }
  }

  const getEngine = async ({ measure }: { measure: boolean }): Promise<EngineStatus> => {
    const answer = await ask(measure)
    // A figure once measured stays true.
    const gflops = answer.gemmGflops ?? last.gemmGflops
    last = { ...answer, ...(gflops !== undefined && { gemmGflops: gflops }) }
    events.emit({ type: 'engine', engine: last })
    return last
  }

  return { handlers: { getEngine }, last: () => last }
}
