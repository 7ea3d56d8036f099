import type { Run } from '../../../src-main/contract/models.ts'

/** One sentence above a run, with at most one thing to do about it. */
export interface RunNotice {
  text: string
  health: 'attention' | 'lost' | 'done'
  action?: { label: string; act: 'resume' | 'let-go' }
}

/** What stands in a run's way. */
export interface Around {
  /** Another run has the trainer. */
  busy: boolean
  /** The queue is held. */
  held: boolean
}

/** Why a run does not go on, and the way on; undefined where it simply goes on or has simply ended. */
export function noticeOf(run: Run, around: Around): RunNotice | undefined {
  return NOTICES[run.state]?.(run, around)
}

const resume = (label: string): NonNullable<RunNotice['action']> => ({ label, act: 'resume' })

// The studio's own sentence, where there is one.
const problemOf =
  (health: RunNotice['health'], label: string) =>
  ({ problem }: Run): RunNotice | undefined =>
    problem === undefined ? undefined : { text: problem, health, action: resume(label) }

const NOTICES: { [State in Run['state']]?: (run: Run, around: Around) => RunNotice | undefined } = {
  // After a crash nothing starts by itself, so a waiting run may wait for nobody.
  queued: (_, { busy, held }) =>
    held
      ? {
          text: busy
            ? 'The queue is held: this run does not follow the one that trains.'
            : 'The queue is held, so this run waits for you.',
          health: 'attention',
          action: { label: 'Let the queue go on', act: 'let-go' }
        }
      : busy
        ? undefined
        : {
            text: 'Nothing else is training; this run can start.',
            health: 'attention',
            action: resume('Start')
          },
  // It paused by itself, with the sentence of what a person can do.
  paused: problemOf('attention', 'Resume training'),
  interrupted: problemOf('attention', 'Resume training'),
  failed: problemOf('lost', 'Try again'),
  stopped: endedBy,
  finished: endedBy
}

// By one of the rules under "Stop early".
function endedBy({ ended }: Run): RunNotice | undefined {
  return ended === undefined ? undefined : { text: ended, health: 'done' }
}
