import { resolve } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import type { Dataset, Run, StudioState } from '../contract/models.ts'
import { optional, required } from './words.ts'
import type { Session } from './command.ts'

/** Opens `--project`, making it on first use, and gives what is in it. */
export async function openProject({ api, words }: Session): Promise<StudioState> {
  await api.createProject({ path: resolve(required(words, 'project')) })
  return api.getState({})
}

/** The data set that a person means by an id or a name. */
export function findDataset({ datasets, project }: StudioState, word: string): Dataset {
  const found = datasets.find(({ id, name }) => id === word || name === word)
  if (found) return found
  const names = datasets.map(({ name }) => name)
  throw new StudioError(
    'cli/no-dataset',
    names.length > 0
      ? `There is no data set "${word}" in ${project?.path}; there are ${names.join(', ')}.`
      : `There is no data set in ${project?.path}; make one with: atelier import`
  )
}

/** The run that a person means by `--run`: an id, the beginning of one, or a name; by default the newest. */
export async function openRun(session: Session): Promise<Run> {
  return findRun(await openProject(session), optional(session.words, 'run'))
}

/** The same by the word itself. */
export function findRun({ runs, project }: StudioState, word: string | undefined): Run {
  const fits = (run: Run): boolean =>
    word === undefined || run.id.startsWith(word) || run.name === word
  // A whole id first, so that a name that looks like one cannot hide it; of several names the newest.
  const found = runs.find(({ id }) => id === word) ?? runs.findLast(fits)
  if (found) return found
  throw new StudioError(
    'cli/no-run',
    runs.length > 0
      ? `There is no run "${word}" in ${project?.path}; there are ${runs.map(({ id }) => id).join(', ')}.`
      : `There is no run in ${project?.path}; make one with: atelier train`
  )
}
