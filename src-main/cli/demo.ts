import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { StudioApi } from '../contract/api.ts'
import type { Dataset, Run, StudioState } from '../contract/models.ts'
import { resolveConfig } from '../contract/presets.ts'
import { EXIT_DONE, type Command, type Session } from './command.ts'
import { avatarTerms, termsText } from './demo-terms.ts'
import { exportFile } from './export-file.ts'
import { followJob, followRun } from './follow.ts'
import { formatDuration } from './progress.ts'
import { optional, whole } from './words.ts'

// Enough faces for a distribution, few enough to be drawn in seconds.
const PICTURES = 4_000
const SIZE = 32
const PRESET = 'dcgan'
// One seed throughout, so that the same machine gives the same pictures.
const SEED = 1
const DEFAULT_MINUTES = 4
const MOST_MINUTES = 600
// Enough for shapes to appear on the slowest machine.
const LEAST_IMAGES = 2_048
type ExportInput = Parameters<StudioApi['startExport']>[0]['what']

// Eight by eight, as in the paper.
const GRID_COUNT = 64
const WALK_STOPS = 6

/** `atelier demo` */
export const demo: Command = {
  summary: 'the whole story in minutes: draw faces, train, sample, walk, calculate',
  usage: '[--out atelier-demo] [--minutes 4]',
  help: [
    '--out DIR    where the project and the pictures go; by default ./atelier-demo',
    `--minutes M  about how long to train, by default ${DEFAULT_MINUTES}`
  ],
  options: { out: { type: 'string' }, minutes: { type: 'string' } },
  run: async (session) => {
    const { api, words, terminal } = session
    const minutes = whole(words, 'minutes', 1, MOST_MINUTES) ?? DEFAULT_MINUTES
    const folder = resolve(optional(words, 'out') ?? 'atelier-demo')
    await api.createProject({ path: join(folder, 'project') })

    const dataset = await avatars(session, await api.getState({}))
    const run = await beginTraining(session, dataset, minutes)
    const exit = await followRun(session, run)
    // Stopped half-way: the run can be resumed, and the pictures are not promised.
    if (exit !== EXIT_DONE) return exit

    mkdirSync(folder, { recursive: true })
    const files = await makePictures(session, run, folder)
    terminal.result({ folder, run: run.id, files }, `The pictures are in ${folder}`)
    return EXIT_DONE
  }
}

// A second demonstration goes on with the pictures of the first.
async function avatars(session: Session, { datasets }: StudioState): Promise<Dataset> {
  const fits = ({ size, count, source }: Dataset): boolean =>
    size === SIZE && count === PICTURES && source.startsWith('Avatars')
  const found = datasets.find(fits)
  if (found) return found
  const { api, terminal } = session
  terminal.print(`Drawing ${PICTURES} faces of ${SIZE} px`)
  const order = { kind: 'avatars', size: SIZE, count: PICTURES, seed: SEED } as const
  const { dataset } = await followJob(session, await api.createSampleSet(order))
  const state = await api.getState({})
  return state.datasets.find(({ id }) => id === dataset)!
}

// The length is what the machine can do in the time, by a few measured steps.
async function beginTraining(session: Session, dataset: Dataset, minutes: number): Promise<Run> {
  const { api, terminal } = session
  const wanted = { dataset: dataset.id, preset: PRESET }
  terminal.print('Measuring how fast this machine trains')
  const { secondsPerStep, startSeconds } = await api.estimateRun({ ...wanted, changes: {} })
  const { batch } = resolveConfig(PRESET)
  const steps = Math.round((minutes * 60 - startSeconds) / secondsPerStep)
  const images = Math.max(LEAST_IMAGES, steps * batch)
  const seconds = startSeconds + (images / batch) * secondsPerStep
  terminal.print(`Training ${PRESET} on ${images} images, about ${formatDuration(seconds)}`)
  return await api.startRun({ ...wanted, changes: { images, seed: SEED } })
}

// What the model can do, as three files.
async function makePictures(session: Session, run: Run, folder: string): Promise<string[]> {
  const { api, terminal } = session
  const model = { run: run.id }
  const write = async (what: ExportInput, name: string, words: string): Promise<string> => {
    const path = await exportFile(session, { ...model, what, out: join(folder, name) })
    terminal.print(`${path}: ${words}`)
    return path
  }
  const latents = await api.drawLatents({ ...model, seed: SEED, count: GRID_COUNT })
  const stops = await api.drawLatents({ ...model, seed: SEED + 1, count: WALK_STOPS })
  const plan = { keyframes: stops.map((z) => ({ z })) }
  const terms = await avatarTerms(api, model)
  return [
    await write({ kind: 'grid', latents, scale: 3 }, 'grid.png', `${GRID_COUNT} samples`),
    await write(
      { kind: 'walk', plan, format: 'gif' },
      'walk.gif',
      `a walk between ${WALK_STOPS} of them`
    ),
    await write({ kind: 'arithmetic', terms }, 'arithmetic.png', termsText())
  ]
}
