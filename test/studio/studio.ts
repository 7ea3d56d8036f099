import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { StudioApi } from '../../src-main/contract/api.ts'
import type { Environment } from '../../src-main/contract/engine-settings.ts'
import type { StudioEvent } from '../../src-main/contract/events.ts'
import type { Dataset, Job, Run, RunState } from '../../src-main/contract/models.ts'
import type { Studio } from '../../src-main/contract/studio.ts'
import type { WorkerKind } from '../../src-main/contract/workers.ts'
import { openDoor } from '../../src-main/rpc/door.ts'
import { createStudio } from '../../src-main/studio/create.ts'
import type { WorkerProcess } from '../../src-main/studio/parts.ts'
import { nodeSpawner } from '../../src-main/studio/spawn-node.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** A studio with workers of its own, and what a test wants of it. */
export interface TestStudio {
  studio: Studio
  api: StudioApi
  folder: string
  events: StudioEvent[]
  /** The workers started so far. */
  workers: { kind: WorkerKind; process: WorkerProcess; environment: Environment }[]
  /** The first event from now on that fits. */
  waitFor<Type extends StudioEvent['type']>(
    type: Type,
    fits?: (event: Extract<StudioEvent, { type: Type }>) => boolean
  ): Promise<Extract<StudioEvent, { type: Type }>>
}

const SMALL_WORKERS = new URL('./workers', import.meta.url)

/** Makes a studio, by default with the small workers beside this file. */
export function testStudio({
  folder = temporaryFolder(),
  workers: entries = SMALL_WORKERS
}: { folder?: string; workers?: URL } = {}): TestStudio {
  const workers: TestStudio['workers'] = []
  const spawner = nodeSpawner((kind) => join(entries.pathname, `${kind}.ts`))
  const studio = createStudio({
    version: '1.2.3',
    shell: { kind: 'served', folderDialog: false, droppedPaths: false, revealFiles: false },
    spawner: {
      spawn: (kind, environment = {}) => {
        const process = spawner.spawn(kind, environment)
        workers.push({ kind, process, environment })
        return process
      }
    },
    folders: { config: join(folder, 'config'), temporary: folder }
  })
  onTestFinished(() => studio.close())

  const events: StudioEvent[] = []
  const waiting = new Set<(event: StudioEvent) => void>()
  studio.subscribe((event) => {
    events.push(event)
    for (const listener of [...waiting]) listener(event)
  })
  const waitFor: TestStudio['waitFor'] = (type, fits = () => true) =>
    new Promise((resolve) => {
      const listener = (event: StudioEvent): void => {
        const candidate = event as Extract<StudioEvent, { type: typeof type }>
        if (event.type !== type || !fits(candidate)) return
        waiting.delete(listener)
        resolve(candidate)
      }
      waiting.add(listener)
    })
  return { studio, api: openDoor(studio.api), folder, events, workers, waitFor }
}

/** Opens a project in the studio and makes a data set of `count` pictures in it. */
export async function withDataset(given: TestStudio, count = 80): Promise<Dataset> {
  const { api, folder } = given
  await api.createProject({ path: join(folder, 'project') })
  const job = await api.createSampleSet({ kind: 'avatars', size: 16, count, name: 'Faces' })
  await untilJob(given, job.id)
  return (await api.getState({})).datasets.at(-1)!
}

/** Settings with which the test trainer is done in a tenth of a second. */
export const SHORT = { images: 640, batch: 64, checkpointEvery: 192, snapshotEvery: 128 }

/** Settings with which it trains until it is stopped. */
export const LONG = { ...SHORT, images: 100_000_000 }

/** Waits until a run is in a state. */
export async function untilRun(
  { waitFor, api }: TestStudio,
  run: string,
  state: RunState
): Promise<Run> {
  const changed = waitFor('run', (event) => event.run.id === run && event.run.state === state)
  const now = (await api.getState({})).runs.find(({ id }) => id === run)
  return now?.state === state ? now : (await changed).run
}

/** Waits until a job has ended. */
export async function untilJob({ api, waitFor }: TestStudio, id: string): Promise<Job> {
  const hasEnded = ({ state }: Job): boolean => state !== 'working' && state !== 'review'
  const ended = waitFor('job', ({ job }) => job.id === id && hasEnded(job))
  const now = (await api.getState({})).jobs.find((job) => job.id === id)
  return now && hasEnded(now) ? now : (await ended).job
}

/** A folder of that many files ending in .png, and the others named. */
export function pictureFolder(pictures: number, others: string[] = []): string {
  const folder = temporaryFolder()
  for (let n = 0; n < pictures; n++) writeFileSync(join(folder, `${n}.png`), `${n}`)
  for (const name of others) writeFileSync(join(folder, name), name)
  return folder
}
