import type { AnalystApi, AnalystEvents } from '../contract/analyst.ts'
import type { StudioHandlers } from '../contract/api.ts'
import { environmentOf, PICTURE_SETTINGS, TOY_SETTINGS } from '../contract/engine-settings.ts'
import type { StudioState } from '../contract/models.ts'
import type { PlayerApi, PlayerEvents } from '../contract/player.ts'
import type { Studio } from '../contract/studio.ts'
import type {
  ExplorerApi,
  ExplorerEvents,
  ImporterApi,
  ImporterEvents,
  TrainerApi,
  TrainerEvents
} from '../contract/workers.ts'
import { createConditions } from './conditions.ts'
import { datasetService } from './datasets.ts'
import { engineService } from './engine.ts'
import { createEstimates } from './estimates.ts'
import { doctorService } from './doctor.ts'
import { createDownloads } from './downloads.ts'
import { evaluationService } from './evaluations.ts'
import { createEvents } from './events.ts'
import { experimentService } from './experiments.ts'
import { exploreService } from './explore.ts'
import { folderService } from './folders.ts'
import { importService } from './imports.ts'
import { createJobs, jobService } from './jobs.ts'
import { latentExportService } from './latent-exports.ts'
import { latentItems } from './latent-items.ts'
import { latentJobService } from './latent-jobs.ts'
import { playService } from './play.ts'
import { leanEnvironment } from './lean.ts'
import { thisMachine, usualSettings } from './machine.ts'
import { advisingOnMemory } from './out-of-memory.ts'
import type { StudioParts } from './parts.ts'
import { pixelService } from './pixels.ts'
import { previewService } from './previews.ts'
import { createCurrentProject } from './project.ts'
import { projectService } from './projects.ts'
import { recentProjects } from './recent.ts'
import { createRunBook } from './run-book.ts'
import { reconcileDatasets } from './reconcile.ts'
import { runLifeService } from './run-life.ts'
import { runShelfService } from './run-shelf.ts'
import { reportService } from './run-reports.ts'
import { recordRuns } from './run-recorder.ts'
import { supervise } from './supervisor.ts'
import { sweepProject } from './sweep.ts'
import { watchStopRules } from './stop-rules.ts'
import { createTargets } from './targets.ts'
import { createTrainerLine } from './trainer-line.ts'
import { openTrialBook } from './trial-book.ts'
import { createTuner } from './tuning.ts'
import { thinCheckpoints } from './thinning.ts'
import { trainingService } from './training.ts'
import { createUploads } from './uploads.ts'
import { createWaiting } from './waiting.ts'
import { viewService } from './views.ts'

/**
 * Makes the studio that every shell and the command line share. It starts no process and loads no
 * native library until a project is opened or a worker is needed.
 */
export function createStudio(parts: StudioParts): Studio {
  const { spawner } = parts
  // What everything below shares.
  const current = createCurrentProject()
  const events = createEvents()
  const recent = recentProjects(parts.folders.config)
  const uploads = createUploads(parts.folders.temporary)
  const downloads = createDownloads(parts.folders.temporary)
  const jobs = createJobs(events)
  const book = createRunBook(current, events)

  // The workers that run TensorFlow.
  const recorder = recordRuns(current, book, events, (run, problem) => line.halt(run, problem))
  const machine = thisMachine()
  const trainer = advisingOnMemory(
    supervise<TrainerApi, TrainerEvents>(
      spawner,
      'trainer',
      recorder.events,
      environmentOf(usualSettings(machine), 'cpu')
    ),
    spawner
  )
  const onProgress: ExplorerEvents['onProgress'] = ({ job, done, total }) =>
    jobs.progress(job, done, total)
  const explorer = supervise<ExplorerApi, ExplorerEvents>(
    spawner,
    'explorer',
    { onProgress },
    environmentOf(PICTURE_SETTINGS, 'cpu')
  )
  const targets = createTargets(events)
  const analyst = supervise<AnalystApi, AnalystEvents>(
    spawner,
    'analyst',
    { onProgress, onProjection: targets.onProjection },
    environmentOf(usualSettings(machine), 'cpu')
  )
  const player = supervise<PlayerApi, PlayerEvents>(
    spawner,
    'player',
    { onProgress },
    environmentOf(TOY_SETTINGS, 'cpu')
  )
  const trials = openTrialBook(parts.folders.config)
  const tuner = createTuner({ machine, book: trials, trainer, spawner, events })
  const estimates = createEstimates(trainer, tuner)
  const waiting = createWaiting(current, events)
  const line = createTrainerLine({
    ...{ current, book, events, recorder, trainer, waiting, estimates, tuner }
  })

  // What must end before a data set is deleted or the project closed.
  const trainingOn = (dataset: string): string | undefined => {
    const run = activeRun()
    return run?.dataset === dataset ? run.name : undefined
  }
  const activeRun = () => {
    const id = line.active()
    return id === undefined ? undefined : book.get(id)
  }
  const busyWith = (): string | undefined => {
    const run = activeRun()
    if (run) return `“${run.name}” is ${run.state}`
    const job = jobs.working()
    return job && `“${job.title}” is being made`
  }

  // The services, and the one call that reads them all.
  const importer = supervise<ImporterApi, ImporterEvents>(
    spawner,
    'importer',
    { onProgress },
    leanEnvironment()
  )
  const imports = importService({ current, events, jobs, uploads, importer })
  const previews = previewService(uploads, importer)
  const { revealFile } = parts
  const items = latentItems({ current, book, events, explorer })
  const engine = engineService(trainer, line, events)
  const getState = (): StudioState => {
    const open = current.peek()
    return {
      version: parts.version,
      shell: parts.shell,
      engine: engine.last(),
      ...(open && { project: open.project }),
      recent: recent.list(),
      datasets: open?.store.datasets.list() ?? [],
      runs: open ? book.list() : [],
      jobs: jobs.list(),
      queue: waiting.state()
    }
  }

  const datasets = datasetService({ current, events, importer, trainingOn, revealFile })
  const addClasses = createConditions(datasets.getDatasetFacts)
  thinCheckpoints({ current, book, events })
  watchStopRules({ current, book, events, line })

  const training = trainingService({ current, book, line, estimates, machine, addClasses })
  const doctor = doctorService({ current, book, events })
  const handlers: StudioHandlers = {
    getState,
    ...projectService({
      current,
      recent,
      events,
      busyWith,
      onOpen: (project) => {
        sweepProject(project)
        // Later, as it may need the importer; a project that was closed meanwhile needs it no more.
        reconcileDatasets(project, importer, events).catch(() => {})
        line.adopt(project)
      },
      onClose: line.forget
    }),
    ...folderService(parts),
    ...imports.handlers,
    ...previews.handlers,
    ...datasets,
    ...training,
    ...runShelfService({ current, book, line }),
    ...experimentService({ current, book, line, events, startRun: training.startRun, addClasses }),
    ...jobService(jobs),
    ...exploreService({ current, book, explorer, items }),
    ...items.handlers,
    ...playService({ jobs, player }),
    ...latentJobService({ current, book, jobs, items, uploads, analyst, importer }),
    ...latentExportService({ current, book, jobs, uploads, downloads, explorer }),
    ...runLifeService({ current, book, line, machine, events, addClasses }),
    ...doctor.handlers,
    ...evaluationService({ current, book, events, jobs, explorer, analyst }),
    ...reportService({
      ...{ current, book, jobs, downloads, version: parts.version },
      diagnose: doctor.diagnose
    }),
    ...engine.handlers,
    ...viewService(current)
  }

  return {
    api: handlers,
    subscribe: events.subscribe,
    pixels: pixelService({
      ...{ current, book, explorer, importer, imports, previews, targets },
      isTraining: () => activeRun()?.state === 'running'
    }),
    download: downloads.read,
    upload: uploads.add,
    // Saves the run first; then nothing writes any more, and the lock of the project is dropped last.
    close: async () => {
      await line.close()
      for (const worker of [trainer, explorer, analyst, player, importer]) worker.close()
      current.peek()?.store.close()
      current.set(undefined)
      uploads.close()
      downloads.close()
    }
  }
}
