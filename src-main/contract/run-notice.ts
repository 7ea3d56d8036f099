import type { Run } from './models.ts'

/** What a desktop or a browser tells a person who looks elsewhere. */
export interface SystemNotice {
  title: string
  /** One sentence. */
  body: string
}

/**
 * The notice for what has just become of a run by itself: it ended, failed, halted, or the doctor found
 * something. Undefined for every other change, and for a run that was not known before.
 */
export function runNotice(before: Run | undefined, run: Run): SystemNotice | undefined {
  if (!before) return undefined
  const notice = before.state === run.state ? undefined : NOTICES[run.state]?.(run)
  return notice ?? sickness(before, run)
}

const ended = ({ name, problem }: Run): SystemNotice => ({
  title: `“${name}” stopped`,
  body: problem ?? 'Its last checkpoint is kept.'
})

const NOTICES: { [State in Run['state']]?: (run: Run) => SystemNotice | undefined } = {
  finished: ({ name, ended: rule }) => ({
    title: `“${name}” is trained`,
    body: rule ?? 'Its pictures wait in Explore.'
  }),
  // Without a rule it was a person who stopped it, and who paused it without a problem.
  stopped: ({ name, ended: rule }) =>
    rule === undefined ? undefined : { title: `“${name}” ended early`, body: rule },
  paused: ({ name, problem }) =>
    problem === undefined ? undefined : { title: `“${name}” is paused`, body: problem },
  failed: ended,
  interrupted: ended
}

function sickness(before: Run, { name, health }: Run): SystemNotice | undefined {
  const isNews = health?.state === 'sick' && before.health?.illness !== health.illness
  return isNews
    ? {
        title: `“${name}” may be ill`,
        body: 'What the doctor sees, and what would help, is in Train.'
      }
    : undefined
}
