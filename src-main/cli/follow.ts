import { settingsWords } from '../contract/engine-settings.ts'
import { StudioError } from '../contract/errors.ts'
import type { StudioEvent } from '../contract/events.ts'
import type { Job, Run, StudioState } from '../contract/models.ts'
import { EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED, type Session } from './command.ts'
import { engineFields } from './engine-fields.ts'

// With --json: often enough for a program, seldom enough for a log.
const RECORD_EVERY_MS = 2_000

/** Waits for a job, with progress; Ctrl-C cancels it. */
export async function followJob(session: Session, { id, title }: Job): Promise<Job> {
  const { api, terminal, interrupted } = session
  // The job ends as cancelled by itself; a refusal means that it has ended already.
  const cancel = (): void => void api.cancelJob({ job: id }).catch(() => {})
  onceAborted(interrupted, cancel)
  const find = ({ jobs }: StudioState): Job | undefined => jobs.find((job) => job.id === id)
  const pick = (event: StudioEvent): Job | undefined =>
    event.type === 'job' && event.job.id === id ? event.job : undefined
  const ended = await watch(session, find, pick, ({ state, done, total, etaSeconds }) => {
    if (state !== 'working') return true
    terminal.progress(title, done, total, etaSeconds)
    return false
  })
  interrupted.removeEventListener('abort', cancel)
  if (ended.state === 'done') return ended
  throw new StudioError(
    ended.state === 'cancelled' ? 'cli/interrupted' : 'cli/job',
    ended.problem ?? `“${title}” was cancelled; nothing of it was kept.`
  )
}

/** Waits for a run to end, with progress, and reports it; Ctrl-C stops it with a checkpoint. */
export async function followRun(session: Session, { id, name }: Run): Promise<number> {
  const { api, terminal, interrupted } = session
  const stop = (): void => {
    terminal.note('Stopping with a checkpoint; press Ctrl-C again to end at once.')
    void api.stopRun({ run: id }).catch(() => {})
  }
  onceAborted(interrupted, stop)
  const stopTelling = session.studio.subscribe((event) => {
    // Such as from where a run goes on; problems are told with its end.
    if (event.type === 'message' && event.level === 'info') terminal.note(event.text)
    if (event.type !== 'tuning' || !event.tuning) return
    const { settings, tried, total } = event.tuning
    terminal.progress(`Trying ${settingsWords(settings)}`, tried, total)
  })
  // Speed is that of training alone: from the first running moment to the end.
  let begun: { at: number; images: number } | undefined
  let recordedAt = Date.now()
  const find = ({ runs }: StudioState): Run | undefined => runs.find((run) => run.id === id)
  const pick = (event: StudioEvent): Run | undefined =>
    event.type === 'run' && event.run.id === id ? event.run : undefined
  const ended = await watch(session, find, pick, (run) => {
    if (ENDED.has(run.state)) return true
    if (run.state === 'running' && !begun) {
      begun = { at: Date.now(), images: run.images }
      if (run.engine?.slow) terminal.note(`SLOW ENGINE. ${run.engine.slow}`)
    }
    terminal.progress(name, run.images, run.config.images, run.etaSeconds)
    if (Date.now() - recordedAt >= RECORD_EVERY_MS) {
      recordedAt = Date.now()
      terminal.record(moment(run))
    }
    return false
  })
  interrupted.removeEventListener('abort', stop)
  stopTelling()

  const seconds = begun ? (Date.now() - begun.at) / 1000 : 0
  const rate = begun && seconds > 0 ? (ended.images - begun.images) / seconds : 0
  return await reportRun(session, ended, round(rate))
}

/** From these states a run moves only by a person's wish. */
const ENDED = new Set<Run['state']>(['finished', 'stopped', 'interrupted', 'failed'])

// A line for programs that watch a run, with the fields of the last line.
function moment({ id, state, images, imagesPerSecond, etaSeconds }: Run): object {
  const eta = etaSeconds === undefined ? {} : { eta_s: round(etaSeconds) }
  return { run: id, state, images, images_per_s: round(imagesPerSecond), ...eta }
}

async function reportRun(session: Session, run: Run, rate: number): Promise<number> {
  const { api, terminal, interrupted } = session
  const checkpoint = (await api.getCheckpoints({ run: run.id })).at(-1)
  const fields = {
    run: run.id,
    state: run.state,
    images: run.images,
    checkpoint: checkpoint?.images ?? null,
    weights_sha256: checkpoint?.sha256 ?? null,
    images_per_s: rate,
    ...engineFields(run)
  }
  terminal.result(
    fields,
    `${run.name} (${run.id}): ${run.state} at ${run.images} images, ${rate} images/s${engineWords(run)}`
  )
  // Everything else has not met the request, and says how to go on.
  if (run.state === 'finished') return EXIT_DONE
  if (run.problem) terminal.note(run.problem)
  const { project } = await api.getState({})
  terminal.note(`Go on with: atelier resume --project ${project?.path} --run ${run.id}`)
  return interrupted.aborted ? EXIT_INTERRUPTED : EXIT_FAILED
}

// Threads explain a speed, and waiting would be a fault of it.
function engineWords({ engine, waitingShare }: Run): string {
  const threads = engine ? `; ${settingsWords(engine)}` : ''
  const waited = waitingShare === undefined ? '' : `; waited for data: ${percent(waitingShare)}`
  return threads + waited
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

// Ctrl-C may have come before there was anything to stop, as while the speed is measured.
function onceAborted(signal: AbortSignal, act: () => void): void {
  if (signal.aborted) act()
  else signal.addEventListener('abort', act)
}

/** Looks at a job or a run now and at each change, until `look` says that it has ended. */
function watch<Watched>(
  { studio, api }: Session,
  find: (state: StudioState) => Watched | undefined,
  pick: (event: StudioEvent) => Watched | undefined,
  look: (watched: Watched) => boolean
): Promise<Watched> {
  return new Promise((resolve, reject) => {
    const lookAt = (watched: Watched | undefined): void => {
      if (watched === undefined || !look(watched)) return
      unsubscribe()
      resolve(watched)
    }
    const unsubscribe = studio.subscribe((event) => lookAt(pick(event)))
    // It may have ended before anybody listened.
    api.getState({}).then((state) => lookAt(find(state)), reject)
  })
}

// One decimal is as precise as speeds and forecasts honestly are.
function round(value: number): number {
  return Math.round(value * 10) / 10
}
