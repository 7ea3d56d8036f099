import { extname, resolve } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import type { ExportWhat } from '../contract/exports.ts'
import { EASINGS, MOST_FRAMES, type Easing } from '../contract/latent.ts'
import { LARGEST_SEED } from '../contract/run-config.ts'
import { EXIT_DONE, type Command, type Words } from './command.ts'
import { exportFile } from './export-file.ts'
import { openModel } from './model.ts'
import { drawSeeds } from './seeds.ts'
import { choice, decimal, given, oneOf, optional, required, whole, wholeList } from './words.ts'

const DEFAULT_FRAMES = 60
// The contract's limits.
const MOST_FRAMES_PER_LEG = 600
const MOST_STOPS = 64

/** `atelier walk` */
export const walk: Command = {
  summary: 'an animation through the latent space',
  usage:
    '--project P [--run R] [--checkpoint C] --z-seeds 1,2,3 [--frames 60] [--easing ease-in-out] [--open] [--noise 2] --out walk.gif [--scale K]',
  help: [
    '--z-seeds S,…      the stops: one latent vector a seed; one is enough with --noise',
    `--frames F         in all, by default ${DEFAULT_FRAMES}`,
    `--easing E         ${EASINGS.join(', ')}; or one a leg, divided by commas`,
    '--interpolation I  slerp (by default) or lerp',
    '--open             ends at the last stop; else the walk leads back to the first',
    '--noise R          moves every frame in a loop of this radius around its place',
    '--noise-turns N    how often around, by default 1',
    '--noise-seed S     the plane of the loop, by default 1',
    '--fps F            frames a second, by default 25',
    '--out FILE         .gif, .webp, .apng; .png for a contact sheet; .zip or a folder for one PNG a frame',
    '--scale K          whole-number enlargement, by default 4'
  ],
  options: {
    project: { type: 'string' },
    run: { type: 'string' },
    checkpoint: { type: 'string' },
    'z-seeds': { type: 'string' },
    frames: { type: 'string' },
    easing: { type: 'string' },
    interpolation: { type: 'string' },
    open: { type: 'boolean' },
    noise: { type: 'string' },
    'noise-turns': { type: 'string' },
    'noise-seed': { type: 'string' },
    fps: { type: 'string' },
    out: { type: 'string' },
    scale: { type: 'string' }
  },
  run: async (session) => {
    const { api, words, terminal } = session
    const out = resolve(required(words, 'out'))
    const format = formatOf(out)
    const noise = readNoise(words)
    const closed = words.values.open !== true
    // A place alone moves only by its noise, and then it returns.
    const seeds = readStops(required(words, 'z-seeds'), noise && closed ? 1 : 2)
    const legs = readLegs(words, closed ? seeds.length : seeds.length - 1, closed)
    const interpolation = choice(words, 'interpolation', ['slerp', 'lerp'])
    const style = {
      ...given('framesPerSecond', whole(words, 'fps', 1, 60)),
      ...given('scale', whole(words, 'scale', 1, 16))
    }
    // From here on the words are right, and the model is looked for.
    const { model, run } = await openModel(session)
    const latents = await drawSeeds(api, model, seeds)
    const plan = {
      keyframes: latents.map((z, stop) => ({ z, ...legs[stop] })),
      closed,
      ...given('interpolation', interpolation),
      ...given('noise', noise)
    }
    const what = { kind: 'walk', plan, format, ...style } as const
    const path = await exportFile(session, { ...model, what, out })
    const frames = legs.reduce((sum, leg) => sum + leg.frames, closed ? 0 : 1)
    terminal.result(
      { path, run: run.id, checkpoint: run.checkpoint, frames },
      `${frames} frames at ${run.checkpoint} images: ${path}`
    )
    return EXIT_DONE
  }
}

type Format = Extract<ExportWhat, { kind: 'walk' }>['format']

const FORMATS: Readonly<Record<string, Format>> = {
  '.gif': 'gif',
  '.webp': 'webp',
  '.apng': 'apng',
  '.png': 'contact-sheet',
  '.zip': 'png-sequence',
  '': 'png-sequence'
}

const FILMS = ['.mp4', '.webm', '.mov', '.mkv']

function formatOf(out: string): Format {
  const ending = extname(out).toLowerCase()
  const format = FORMATS[ending]
  if (format) return format
  throw new StudioError(
    'cli/format',
    FILMS.includes(ending)
      ? `${out} would be a film, which the window makes with its browser's encoder; take .webp or .gif here, or a folder of PNGs.`
      : `${out} cannot be written; its name must end with .gif, .webp, .apng, .png or .zip, or be that of a folder.`
  )
}

function readStops(text: string, least: number): number[] {
  const seeds = wholeList('z-seeds', text)
  if (seeds.length >= least && seeds.length <= MOST_STOPS) return seeds
  throw new StudioError(
    'cli/stops',
    `--z-seeds has ${seeds.length}; a walk takes ${least} to ${MOST_STOPS} stops, such as 1,2,3.`
  )
}

/** Frames and easing of each leg, the frames as even as they can be. */
function readLegs(
  words: Words,
  count: number,
  closed: boolean
): { frames: number; easing?: Easing }[] {
  // The last stop of an open walk is a frame of its own.
  const ends = closed ? 0 : 1
  const most = Math.min(MOST_FRAMES, MOST_FRAMES_PER_LEG * count + ends)
  const asked = whole(words, 'frames', count + ends, most)
  const frames = (asked ?? Math.max(DEFAULT_FRAMES, count + ends)) - ends
  const easings = optional(words, 'easing')?.split(',') ?? []
  if (easings.length > 1 && easings.length !== count) {
    throw new StudioError(
      'cli/easing',
      `--easing has ${easings.length}, and the walk has ${count} legs; give one for all, or one a leg.`
    )
  }
  return Array.from({ length: count }, (_, leg) => {
    const easing = easings[leg] ?? easings[0]
    return {
      frames: Math.round(((leg + 1) * frames) / count) - Math.round((leg * frames) / count),
      ...given('easing', easing === undefined ? undefined : oneOf('easing', easing, EASINGS))
    }
  })
}

function readNoise(words: Words): { radius: number; turns: number; seed: number } | undefined {
  const radius = decimal(words, 'noise', 0, 10)
  const turns = whole(words, 'noise-turns', 1, 16)
  const seed = whole(words, 'noise-seed', 0, LARGEST_SEED)
  if (radius !== undefined) return { radius, turns: turns ?? 1, seed: seed ?? 1 }
  if (turns === undefined && seed === undefined) return undefined
  throw new StudioError(
    'cli/noise',
    'There is no noise to turn; give its radius too, such as --noise 2.'
  )
}
