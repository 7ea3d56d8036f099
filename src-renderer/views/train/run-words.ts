import type { Run } from '../../../src-main/contract/models.ts'

type Health = 'going' | 'waiting' | 'attention' | 'lost' | 'done'

/** How a run's state is said and coloured, everywhere. */
export const RUN_WORDS: Record<Run['state'], { word: string; health: Health }> = {
  queued: { word: 'waiting its turn', health: 'waiting' },
  starting: { word: 'starting', health: 'going' },
  running: { word: 'training', health: 'going' },
  paused: { word: 'paused', health: 'attention' },
  stopped: { word: 'stopped', health: 'waiting' },
  interrupted: { word: 'interrupted', health: 'attention' },
  failed: { word: 'failed', health: 'lost' },
  finished: { word: 'finished', health: 'done' }
}

/** What the doctor says of a run, in short. */
export const HEALTH_WORDS: Record<NonNullable<Run['health']>['state'], string> = {
  unknown: 'Not known yet',
  healthy: 'Healthy so far',
  sick: 'Something is wrong'
}

/** States from which a run that is not complete can go on. */
export function canResume(run: Run): boolean {
  return ['paused', 'stopped', 'interrupted', 'failed'].includes(run.state)
}

/** States in which a run has, or waits for, the trainer. */
export function canStop(run: Run): boolean {
  return ['queued', 'starting', 'running', 'paused'].includes(run.state)
}
