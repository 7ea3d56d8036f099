import { extname, resolve } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import { EXIT_DONE, type Command } from './command.ts'
import { exportFile } from './export-file.ts'
import { openModel } from './sample.ts'
import { drawSeeds } from './seeds.ts'
import { given, optional, required, whole, wholeList } from './words.ts'

// Seconds of animation at 25 frames: 2.4 by default, 96 at most.
const DEFAULT_FRAMES = 60
const MOST_FRAMES = 2_400
// Fewer would be a slide show of the stops; more is the contract's limit.
const LEAST_FRAMES_PER_LEG = 2
const MOST_FRAMES_PER_LEG = 240
const LEAST_STOPS = 2
const MOST_STOPS = 64
const INTERPOLATIONS = ['slerp', 'lerp'] as const

/** `atelier walk` */
export const walk: Command = {
  summary: 'an animation through the latent space, in a closed loop',
  usage:
    '--project P [--run R] [--checkpoint C] --z-seeds 1,2,3 [--frames 60] --out walk.gif [--scale K]',
  help: [
    '--z-seeds S,…    the stops: one latent vector a seed',
    `--frames F       in all, by default ${DEFAULT_FRAMES}`,
    '--interpolation  slerp (by default) or lerp',
    '--out FILE       .gif or .webp',
    '--scale K        whole-number enlargement, by default 4'
  ],
  options: {
    project: { type: 'string' },
    run: { type: 'string' },
    checkpoint: { type: 'string' },
    'z-seeds': { type: 'string' },
    frames: { type: 'string' },
    interpolation: { type: 'string' },
    out: { type: 'string' },
    scale: { type: 'string' }
  },
  run: async (session) => {
    const { api, words, terminal } = session
    const seeds = readStops(required(words, 'z-seeds'))
    const mostFrames = Math.min(MOST_FRAMES, MOST_FRAMES_PER_LEG * seeds.length)
    const frames = whole(words, 'frames', LEAST_FRAMES_PER_LEG, mostFrames) ?? DEFAULT_FRAMES
    // The loop is closed, so there are as many legs as stops.
    const framesPerLeg = Math.max(LEAST_FRAMES_PER_LEG, Math.round(frames / seeds.length))
    const out = resolve(required(words, 'out'))
    const interpolation = readInterpolation(optional(words, 'interpolation'))
    const scale = whole(words, 'scale', 1, 16)
    const { model, run } = await openModel(session)
    const latents = await drawSeeds(api, model, seeds)
    const plan = {
      keyframes: latents.map((z) => ({ z, frames: framesPerLeg })),
      ...given('interpolation', interpolation)
    }
    const format = extname(out).toLowerCase() === '.webp' ? 'webp' : 'gif'
    const what = { kind: 'walk', plan, format, ...given('scale', scale) } as const
    const path = await exportFile(session, { ...model, what, out })
    // Not always what was asked for: every leg has the same number of frames.
    const made = framesPerLeg * seeds.length
    terminal.result(
      { path, run: run.id, checkpoint: run.checkpoint, frames: made },
      `${made} frames at ${run.checkpoint} images: ${path}`
    )
    return EXIT_DONE
  }
}

function readStops(text: string): number[] {
  const seeds = wholeList('z-seeds', text)
  if (seeds.length >= LEAST_STOPS && seeds.length <= MOST_STOPS) return seeds
  throw new StudioError(
    'cli/stops',
    `--z-seeds has ${seeds.length}; a walk takes ${LEAST_STOPS} to ${MOST_STOPS} stops, such as 1,2,3.`
  )
}

function readInterpolation(word: string | undefined): (typeof INTERPOLATIONS)[number] | undefined {
  if (word === undefined) return undefined
  const found = INTERPOLATIONS.find((name) => name === word)
  if (found) return found
  throw new StudioError(
    'cli/interpolation',
    `--interpolation cannot be "${word}"; it takes ${INTERPOLATIONS.join(' or ')}.`
  )
}
