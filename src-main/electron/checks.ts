import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StudioError, toErrorRecord } from '../contract/errors.ts'
import type { StudioEvent } from '../contract/events.ts'
import type { EngineRecord } from '../contract/models.ts'
import { resolveConfig } from '../contract/presets.ts'
import type { Studio } from '../contract/studio.ts'
import type { TrainerApi, TrainerEvents } from '../contract/workers.ts'
import { openDoor } from '../rpc/door.ts'
import { connectWorker } from '../rpc/worker.ts'
import { createStudio } from '../studio/create.ts'
import type { WorkerSpawner } from '../studio/parts.ts'

const STEPS = 20
const BATCH = 16
/** Small enough to train in seconds, with every part of the real network. */
const TINY = { images: STEPS * BATCH, batch: BATCH, generatorFilters: 8, discriminatorFilters: 8 }

type Figures = Record<string, unknown>

/** What a check found; printed as one line of JSON. */
export interface CheckResult extends Figures {
  check: 'studio' | 'trainer'
  passed: boolean
  steps: number
  seconds: number
}

/**
 * Trains 20 steps on a temporary project, with the real store in this process and the real workers
 * beside it.
 */
export async function checkStudio(version: string, spawner: WorkerSpawner): Promise<CheckResult> {
  return check('studio', async (folder) => {
    const studio = createStudio({
      version,
      shell: { kind: 'electron', folderDialog: false, droppedPaths: false, revealFiles: false },
      spawner,
      folders: { config: join(folder, 'config'), temporary: folder }
    })
    try {
      return await trainProject(studio, join(folder, 'project'))
    } finally {
      await studio.close()
    }
  })
}

async function trainProject(studio: Studio, path: string): Promise<Figures> {
  const api = openDoor(studio.api)
  await api.createProject({ path })
  const job = await api.createSampleSet({ kind: 'avatars', size: 16, count: 64 })
  const made = await eventOf(studio, (event) =>
    event.type === 'job' && event.job.id === job.id && event.job.state !== 'working'
      ? event.job
      : undefined
  )
  // Failed or cancelled: the job says why.
  if (!made.dataset) throw new StudioError('check/sample-set', made.problem ?? made.state)

  const { id } = await api.startRun({ dataset: made.dataset, preset: 'dcgan', changes: TINY })
  const ended = ['finished', 'failed', 'interrupted', 'stopped']
  const run = await eventOf(studio, (event) =>
    event.type === 'run' && event.run.id === id && ended.includes(event.run.state)
      ? event.run
      : undefined
  )
  if (run.state !== 'finished') throw new StudioError('check/run', run.problem ?? run.state)

  // Closed and opened again: what was kept is on disk, and not only in memory.
  await api.closeProject({})
  await api.openProject({ path })
  return {
    pictures: (await api.getState({})).datasets[0]?.count,
    images: run.images,
    metric_rows: (await api.getMetrics({ run: id })).length,
    checkpoints: (await api.getCheckpoints({ run: id })).length,
    ...run.engine
  }
}

/** Trains 20 steps in the trainer's process alone, on a data set's cache; opens no store. */
export async function checkTrainer(spawner: WorkerSpawner, cache: string): Promise<CheckResult> {
  return check('trainer', async (runFolder) => {
    const size = await readSize(cache)
    const worker = spawner.spawn('trainer')
    let engine: EngineRecord | undefined
    let weights: string | undefined
    let snapshots = 0
    const events: TrainerEvents = {
      onStarted: (started) => (engine = started.engine),
      onTick: () => {},
      // Each is a file of pictures that sharp has written in the worker.
      onSnapshot: () => snapshots++,
      onHalt: () => {},
      onCheckpoint: ({ sha256 }) => (weights = sha256)
    }
    const trainer = connectWorker<TrainerApi, TrainerEvents>(worker.port, events)
    worker.onExit((reason) =>
      trainer.close(new StudioError('check/trainer', `The trainer ended (${reason}).`))
    )
    try {
      const { outcome, images } = await trainer.api.train({
        run: 'check',
        config: resolveConfig('dcgan', { ...TINY, size }),
        cacheFolder: cache,
        runFolder
      })
      return { outcome, images, snapshots, weights_sha256: weights, ...engine }
    } finally {
      worker.kill()
    }
  })
}

async function readSize(cache: string): Promise<number> {
  const file = join(cache, 'index.json')
  try {
    return (JSON.parse(await readFile(file, 'utf8')) as { size: number }).size
  } catch (cause) {
    throw new StudioError(
      'check/cache',
      `${file} cannot be read; --trainer-check takes the folder of an imported data set's pictures, datasets/<id> in a project.`,
      { cause }
    )
  }
}

async function check(
  name: CheckResult['check'],
  work: (folder: string) => Promise<Figures>
): Promise<CheckResult> {
  const folder = await mkdtemp(join(tmpdir(), 'gan-atelier-check-'))
  const started = performance.now()
  const result = (passed: boolean, figures: Figures): CheckResult => ({
    check: name,
    passed,
    steps: STEPS,
    seconds: Math.round(performance.now() - started) / 1000,
    electron: process.versions.electron,
    node: process.versions.node,
    ...figures
  })
  try {
    return result(true, await work(folder))
  } catch (error) {
    return result(false, { problem: toErrorRecord(error) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function eventOf<Found>(
  studio: Studio,
  find: (event: StudioEvent) => Found | undefined
): Promise<Found> {
  return new Promise((resolve) => {
    const stop = studio.subscribe((event) => {
      const found = find(event)
      if (found === undefined) return
      stop()
      resolve(found)
    })
  })
}
