import type { StudioHandlers } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'

type Handlers = Pick<
  StudioHandlers,
  'forkRun' | 'moveRun' | 'holdQueue' | 'saveCheckpoint' | 'pinCheckpoint' | 'getDiagnosis'
>

/** Forks, the queue and checkpoints by hand. */
export function runLifeService(): Handlers {
  const later = (): never => {
    throw new StudioError('run/later', 'This is being built.')
  }
  return {
    forkRun: later,
    moveRun: later,
    holdQueue: later,
    saveCheckpoint: later,
    pinCheckpoint: later,
    getDiagnosis: later
  }
}
