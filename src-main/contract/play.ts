import { z } from 'zod'
import { resolveConfig } from './presets.ts'
import { StudioError } from './errors.ts'
import type { RunConfig, ToySettings } from './run-config.ts'

/** Toy distributions: mixtures in two dimensions, shapes in two, densities in one. */
export const PLAY_TARGETS = [
  'ring8',
  'grid25',
  'blobs',
  'spiral',
  'moons',
  'gaussian',
  'mixture'
] as const
export type PlayTarget = (typeof PLAY_TARGETS)[number]

/** Updates of a toy's generator at most. */
export const MOST_ITERATIONS = 200_000

/** What a toy reaches of a mixture, of 2,500 samples. */
export interface PlayReached {
  /** Modes with at least one sample of high quality. */
  modes: number
  of: number
  /** Share of samples within three deviations of the nearest centre; of the data itself 98.9 % in two dimensions. */
  highQuality: number
  /** KL(generated ‖ data) over modes, every sample counted at its nearest, in nats; 0 is even. */
  reverseKl: number
}

/** One toy that has been trained. */
export interface PlayResult {
  seed: number
  /** Absent where the target is no mixture. */
  reached?: PlayReached
  /** Means of the discriminator's accuracy, 0-1, and the generator's gradient norm over the last tenth. */
  accuracy: number
  generatorGradient: number
  iterationsPerSecond: number
  /** Rows of `dims` numbers each: where the samples are in the end. */
  points: number[]
  dims: 1 | 2
}

/** What every toy begins with, where its preset and the person say nothing else. */
export const PLAY_BASE = {
  discriminatorNorm: 'none',
  generatorFilters: 128,
  discriminatorFilters: 128,
  batch: 256,
  latent: 8,
  latentDistribution: 'normal',
  generatorRate: 1e-3,
  discriminatorRate: 1e-3
} as const

/** A toy's starting points, as changes of the base; the settings are those of runs. */
export const PLAY_PRESETS = {
  plain: {
    title: 'Plain',
    help: 'The non-saturating game with nothing that holds it: on the ring it shows mode collapse.',
    config: {}
  },
  unrolled: {
    title: 'Unrolled',
    help: 'The generator looks five updates of the discriminator ahead (Metz et al. 2016).',
    config: { unrollSteps: 5 }
  },
  packed: {
    title: 'Packed',
    help: 'The discriminator judges four points at once (Lin et al. 2018).',
    config: { packing: 4 }
  },
  modern: {
    title: 'Modern',
    help: 'Each point is judged beside a real one, R1 and R2 hold the slope, and the average of the generator draws (Huang et al. 2025).',
    config: {
      loss: 'relativistic',
      r1Gamma: 0.1,
      r2Gamma: 0.1,
      beta1: 0,
      beta2: 0.99,
      rateSchedule: 'cosine',
      lastRate: 0.01,
      latent: 2,
      latentDistribution: 'uniform',
      generatorRate: 6e-3,
      discriminatorRate: 6e-3,
      emaImages: 50_000
    }
  }
} as const
export type PlayPresetId = keyof typeof PLAY_PRESETS
export const PLAY_PRESET_IDS = Object.keys(PLAY_PRESETS) as [PlayPresetId, ...PlayPresetId[]]

/** Settings of runs, and `fakeSmoothing`; those of pictures are not looked at. */
export const PlayChangesSchema = z
  .record(z.string().max(64), z.union([z.string().max(256), z.number(), z.boolean()]))
  .default({})

export const PlaySchema = z.strictObject({
  target: z.enum(PLAY_TARGETS),
  preset: z.enum(PLAY_PRESET_IDS).default('plain'),
  changes: PlayChangesSchema,
  seeds: z
    .array(
      z
        .int()
        .min(0)
        .max(2 ** 31 - 1)
    )
    .min(1)
    .max(32),
  iterations: z.int().min(1).max(MOST_ITERATIONS).default(20_000)
})

export type PlaySettings = z.output<typeof PlaySchema>

/** What toys alone can be told. */
export const FAKE_SMOOTHING = { key: 'fakeSmoothing', most: 0.5 } as const
const SMOOTHED: RunConfig['loss'][] = ['non-saturating', 'minimax']

/**
 * The whole config of one toy of points with `dims` numbers; throws `config/*` as for a run. Points of a line come
 * from a line of z, so that each has its own place above it.
 */
export function playConfig(
  { preset, changes, iterations }: Pick<PlaySettings, 'preset' | 'changes' | 'iterations'>,
  { seed, dims }: { seed: number; dims: 1 | 2 }
): RunConfig & ToySettings {
  const { fakeSmoothing = 0, ...others } = changes
  const own = { ...PLAY_BASE, ...PLAY_PRESETS[preset].config, ...others, seed }
  const { batch, discriminatorSteps } = resolveConfig('dcgan', own)
  // Schedules end with the last iteration.
  const config = resolveConfig('dcgan', { ...own, images: iterations * batch * discriminatorSteps })
  return {
    ...config,
    ...(dims === 1 && { latent: 1 }),
    ...(fakeSmoothing !== 0 && { fakeSmoothing: checkedSmoothing(fakeSmoothing, config) })
  }
}

function checkedSmoothing(value: unknown, { loss }: RunConfig): number {
  const { key, most } = FAKE_SMOOTHING
  if (typeof value !== 'number' || !(value >= 0 && value <= most)) {
    throw new StudioError(
      'config/invalid',
      `"${key}" cannot be ${JSON.stringify(value)}; it takes a number from 0 to ${most}; the default is 0.`
    )
  }
  if (SMOOTHED.includes(loss)) return value
  throw new StudioError(
    'config/impossible',
    `"${key}" is ${value}, but ${loss} has no target that generated points could fall short of; the nearest valid choice is ${key}=0, or loss=non-saturating.`
  )
}
