import type { Diagnosis } from '../contract/doctor.ts'
import type { Run } from '../contract/models.ts'
import type { Events } from './events.ts'
import type { CurrentProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import type { TrainerLine } from './trainer-line.ts'

/** What the rules that end a run early need of the studio. */
export interface StopNeeds {
  current: CurrentProject
  book: RunBook
  events: Events
  line: Pick<TrainerLine, 'active' | 'finish'>
}

// From where on the doctor's word ends a run.
const SURE = 0.9

/** Ends the run that trains, with a checkpoint, as soon as one of its own rules says so. */
export function watchStopRules({ current, book, events, line }: StopNeeds): void {
  const secondsOf = (run: string): number => current.peek()?.store.metrics.last(run)?.seconds ?? 0
  // Asked several times a second, so only where the rule is on.
  const measuredUpTo = ({ id, config }: Run): number =>
    (config.stopWithoutBetter > 0 && current.peek()?.store.evaluations.newest(id)?.images) || 0
  const end = (run: Run, why: string | undefined): void => {
    // It may end or die by itself meanwhile, which is told on its own.
    if (why !== undefined && run.state === 'running') line.finish(run.id, why).catch(() => {})
  }
  events.subscribe((event) => {
    const id = line.active()
    if (id === undefined) return
    if (event.type === 'run' && event.run.id === id) {
      end(
        event.run,
        timeIsUp(event.run, secondsOf(id)) ?? noBetter(event.run, measuredUpTo(event.run))
      )
    }
    if (event.type === 'diagnosis' && event.diagnosis.run === id) {
      const run = book.get(id)
      end(run, isSick(run, event.diagnosis))
    }
  })
}

/** Why a run ends by `stopMinutes`, one sentence. */
export function timeIsUp({ config }: Run, seconds: number): string | undefined {
  const { stopMinutes } = config
  return stopMinutes > 0 && seconds >= 60 * stopMinutes
    ? `It ended after ${stopMinutes} ${stopMinutes === 1 ? 'minute' : 'minutes'} of training, as it was told (stopMinutes).`
    : undefined
}

/**
 * Why a run ends by `stopWithoutBetter`, one sentence; `measured` is what the newest measured checkpoint has seen, as
 * what was not measured yet may be better.
 */
export function noBetter({ config, best }: Run, measured: number): string | undefined {
  const { stopWithoutBetter } = config
  return stopWithoutBetter > 0 && best !== undefined && measured - best >= stopWithoutBetter
    ? `It ended because nothing became better since its best checkpoint at ${best} images (stopWithoutBetter is ${stopWithoutBetter}).`
    : undefined
}

/** Why a run ends by `stopWhenSick`, one sentence. */
export function isSick({ config }: Run, { verdicts }: Diagnosis): string | undefined {
  const verdict = config.stopWhenSick ? verdicts.find(({ sure }) => sure >= SURE) : undefined
  return verdict && `It ended because the doctor is sure (stopWhenSick): ${verdict.sentence}`
}
