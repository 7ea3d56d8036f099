import type { StudioHandlers } from '../contract/api.ts'
import type { Diagnosis } from '../contract/doctor.ts'
import type { Run } from '../contract/models.ts'
import { diagnose } from '../doctor/diagnose.ts'
import type { Events } from './events.ts'
import type { CurrentProject, OpenProject } from './project.ts'
import type { RunBook } from './run-book.ts'

/** What the doctor needs of the services beside it. */
export interface DoctorNeeds {
  current: CurrentProject
  book: RunBook
  events: Events
}

/** What is wrong with runs, on request and while they train. */
export interface DoctorService {
  handlers: Pick<StudioHandlers, 'getDiagnosis'>
  diagnose(run: string): Diagnosis
}

// Between two looks at rows alone; what is measured is looked at at once.
const EVERY_MS = 20_000
// Rows that it sees of a run, however long: twenty for each of its windows.
const ROWS = 480

/** Looks at each run after every evaluation, at its end, and now and then while rows come; tells windows and keeps `Run.health`. */
export function doctorService({ current, book, events }: DoctorNeeds): DoctorService {
  // When runs were last looked at, and those that were seen to train.
  const looks = new Map<string, number>()
  const training = new Set<string>()

  const look = (id: string): void => {
    const project = current.peek()
    const run = project && book.list().find((one) => one.id === id)
    if (!run) return
    looks.set(id, Date.now())
    const diagnosis = diagnose(historyOf(project, run))
    const health = healthOf(diagnosis)
    if (JSON.stringify(health) !== JSON.stringify(run.health)) book.change(id, { health })
    events.emit({ type: 'diagnosis', diagnosis })
  }

  events.subscribe((event) => {
    if (event.type === 'project') {
      looks.clear()
      training.clear()
    }
    if (event.type === 'evaluation') look(event.evaluation.run)
    if (event.type === 'metrics' && Date.now() - (looks.get(event.run) ?? 0) >= EVERY_MS) {
      look(event.run)
    }
    if (event.type === 'run') {
      const { id, state } = event.run
      if (!ENDED.has(state)) training.add(id)
      else if (training.delete(id)) look(id)
    }
  })

  const diagnoseRun = (id: string): Diagnosis => diagnose(historyOf(current.get(), book.get(id)))
  return { handlers: { getDiagnosis: ({ run }) => diagnoseRun(run) }, diagnose: diagnoseRun }
}

const ENDED = new Set<Run['state']>(['failed', 'finished', 'stopped', 'interrupted'])

function historyOf({ store }: OpenProject, { id, config, images, state, health, problem }: Run) {
  const broken = state === 'failed' && health?.illness === 'not-finite'
  const some = store.metrics.glimpse(id, images, ROWS)
  const last = store.metrics.last(id)
  return {
    run: id,
    config,
    rows: last && last.images > (some.at(-1)?.images ?? 0) ? [...some, last] : some,
    evaluations: store.evaluations.list(id),
    checkpoints: store.checkpoints.list(id).map((checkpoint) => checkpoint.images),
    ...(broken && problem !== undefined && { notFinite: problem })
  }
}

function healthOf({ state, verdicts }: Diagnosis): NonNullable<Run['health']> {
  const [first] = verdicts
  return { state, ...(first && { illness: first.illness }) }
}
