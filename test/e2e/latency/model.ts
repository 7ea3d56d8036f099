import assert from 'node:assert/strict'
import type { Studio } from '../../../src-main/contract/studio.ts'
import type { StudioEvent } from '../../../src-main/contract/events.ts'
import type { Run } from '../../../src-main/contract/models.ts'

const PICTURES = 512
const SIZE = 64
/** Checkpoints of the model that is looked at; how well it draws does not matter. */
export const CHECKPOINTS = 8
const CHECKPOINT_IMAGES = 320
// Long after everything has been measured.
const ENDLESS = 10_000_000

/** Makes a project with one trained model at 64 px, and gives its data set. */
export async function makeModel(studio: Studio, path: string): Promise<string> {
  const { api } = studio
  await api.createProject({ path })
  const dataset = await makeDataset(studio)
  const images = CHECKPOINTS * CHECKPOINT_IMAGES
  const ended = eventOf(studio, (event) =>
    event.type === 'run' && event.run.state === 'finished' ? event.run : undefined
  )
  const changes = { images, checkpointEvery: CHECKPOINT_IMAGES }
  await api.startRun({ dataset, preset: 'dcgan', changes })
  await ended
  return dataset
}

/** Makes a data set at 64 px in the open project. */
export async function makeDataset(studio: Studio): Promise<string> {
  const made = eventOf(studio, (event) =>
    event.type === 'job' && event.job.state !== 'working' ? event.job : undefined
  )
  await studio.api.createSampleSet({ kind: 'avatars', size: SIZE, count: PICTURES, seed: 1 })
  const { dataset, problem } = await made
  assert.ok(dataset, problem)
  return dataset
}

/** A run that trains beside what is measured. */
export interface Training {
  /** Images a second while `meanwhile` lasts. */
  speed(meanwhile: () => Promise<unknown>): Promise<number>
  stop(): Promise<void>
}

// Nothing but steps.
const STEPS_ALONE = { checkpointEvery: ENDLESS, snapshotEvery: ENDLESS }

/** Starts it, and resolves when its speed is steady; by default it saves and draws nothing meanwhile. */
export async function startTraining(
  studio: Studio,
  dataset: string,
  changes: Record<string, number> = STEPS_ALONE
): Promise<Training> {
  const seen: { at: number; images: number }[] = []
  let state: Run['state'] | undefined
  const { id } = await studio.api.startRun({
    dataset,
    preset: 'dcgan',
    changes: { images: ENDLESS, ...changes }
  })
  const unsubscribe = studio.subscribe((event) => {
    if (event.type !== 'run' || event.run.id !== id) return
    state = event.run.state
    if (seen.at(-1)?.images === event.run.images) return
    seen.push({ at: performance.now(), images: event.run.images })
  })
  await eventOf(studio, (event) =>
    event.type === 'run' && event.run.id === id && event.run.images > 2_000 ? event : undefined
  )
  return {
    async speed(meanwhile) {
      seen.length = 0
      await meanwhile()
      const [first, last] = [seen[0], seen.at(-1)]
      assert.ok(first && last && last.at > first.at, `The run is ${state}, and tells no progress.`)
      return ((last.images - first.images) / (last.at - first.at)) * 1000
    },
    async stop() {
      unsubscribe()
      await studio.api.stopRun({ run: id })
    }
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
