import type { StudioHandlers } from '../contract/api.ts'
import { planTrials } from '../contract/experiment-plan.ts'
import { CONFIG_FIELDS } from '../contract/config-fields.ts'
import { StudioError } from '../contract/errors.ts'
import type { Experiment } from '../contract/experiment.ts'
import type { AddClasses } from './conditions.ts'
import { findDataset } from './datasets.ts'
import type { Events } from './events.ts'
import { newId, uniqueName } from './identifiers.ts'
import type { CurrentProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import { planConfig } from './run-plan.ts'
import type { TrainerLine } from './trainer-line.ts'

type Handlers = Pick<
  StudioHandlers,
  'startExperiment' | 'listExperiments' | 'deleteExperiment' | 'restoreExperiment'
>

/** What experiments need of the services beside them. */
export interface ExperimentNeeds {
  current: CurrentProject
  book: RunBook
  line: TrainerLine
  events: Events
  startRun: StudioHandlers['startRun']
  addClasses: AddClasses
}

/** Searches over settings, queued as ordinary runs. */
export function experimentService(needs: ExperimentNeeds): Handlers {
  const { current, book, line, events, startRun, addClasses } = needs
  const tell = (): void => {
    const { experiments } = current.get().store
    events.emit({ type: 'experiments', experiments: experiments.list() })
  }
  return {
    startExperiment: async ({ dataset, preset, changes, search, seeds, name }) => {
      const project = current.get()
      const set = findDataset(project, dataset)
      const trials = planTrials(search, seeds)
      // Every config is checked before the first run is made: no experiment is begun by halves.
      for (const trial of trials) {
        planConfig(set, preset, await addClasses(set, preset, { ...changes, ...trial }))
      }
      const { store } = project
      const taken = store.experiments.list().map((one) => one.name)
      const experiment: Experiment = {
        id: newId(),
        name: uniqueName(
          name ??
            `${set.name} · ${variedKeys(search)
              .map((key) => titleOf(key).toLowerCase())
              .join(', ')}`,
          taken
        ),
        ...{ dataset, preset, changes, search, seeds },
        createdAt: Date.now()
      }
      store.experiments.insert(experiment)
      for (const trial of trials) {
        const all = { ...changes, ...trial }
        const run = await startRun({ dataset, preset, changes: all, name: wordsOf(trial) })
        book.change(run.id, { experiment: experiment.id })
      }
      tell()
      return experiment
    },
    listExperiments: () => current.get().store.experiments.list(),
    deleteExperiment: async ({ experiment }) => {
      const { store } = current.get()
      if (!store.experiments.list().some(({ id }) => id === experiment)) {
        throw new StudioError(
          'experiment/unknown',
          `There is no experiment "${experiment}" in this project; it may have been deleted.`
        )
      }
      const waiting = book
        .list()
        .filter((run) => run.experiment === experiment && run.state === 'queued')
      for (const { id } of waiting) await line.leave(id)
      store.experiments.delete(experiment, Date.now())
      tell()
    },
    restoreExperiment: async ({ experiment }) => {
      current.get().store.experiments.restore(experiment)
      tell()
    }
  }
}

function variedKeys(search: Experiment['search']): string[] {
  const ranges = search.kind === 'random' ? search.ranges : []
  return [...search.axes, ...ranges].map(({ key }) => key)
}

function titleOf(key: string): string {
  return CONFIG_FIELDS.find((field) => field.key === key)?.title ?? key
}

// "Generator learning rate 0.0002, seed 1"; as long as a name may be.
function wordsOf(trial: Record<string, unknown>): string {
  const words = Object.entries(trial).map(([key, value], at) => {
    const title = titleOf(key)
    return `${at === 0 ? title : title.toLowerCase()} ${value}`
  })
  return words.join(', ').slice(0, 120)
}
