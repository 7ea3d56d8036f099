import { z } from 'zod'
import { packBytes, unpackBytes } from './base64.ts'
import { id, seed } from './call.ts'
import type { StepNumbers } from './models.ts'
import {
  MOST_ITERATIONS,
  PLAY_PRESET_IDS,
  PLAY_TARGETS,
  PlayChangesSchema,
  type PlayReached
} from './play.ts'
import type { RunConfig, ToySettings } from './run-config.ts'

/** Toys that learn side by side at most. */
export const MOST_TOYS = 4
/** Places along a line, and along each side of a square, at which a discriminator is looked at. */
export const LINE_PLACES = 160
export const SQUARE_PLACES = 40
/** Samples that are shown, of those that are measured. */
export const SHOWN_SAMPLES = 512
/** Samples whose pull is shown. */
export const PULLED_SAMPLES = 128
/** z along a line, and along each side of a square, whose images show what the generator does to space. */
export const LINE_THREADS = 41
export const SQUARE_THREADS = 21
/** Heights of a density that was drawn by hand. */
export const DRAWN_HEIGHTS = 64

const drawnNumber = z.number().min(-100).max(100)

/** A distribution that a person has drawn: points of a plane, or heights of a density along a line. */
const DrawnSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('points'),
    points: z
      .array(z.tuple([drawnNumber, drawnNumber]))
      .min(1)
      .max(4_000)
  }),
  z.strictObject({
    kind: z.literal('heights'),
    heights: z.array(z.number().min(0).max(1_000)).length(DRAWN_HEIGHTS)
  })
])
export type Drawn = z.output<typeof DrawnSchema>

/** Some toys that learn the same points in lockstep, from the same seed. */
export const OpenToysSchema = z.strictObject({
  target: z.union([z.enum(PLAY_TARGETS), DrawnSchema]),
  toys: z
    .array(
      z.strictObject({
        preset: z.enum(PLAY_PRESET_IDS).default('plain'),
        changes: PlayChangesSchema
      })
    )
    .min(1)
    .max(MOST_TOYS),
  seed,
  /** When schedules of rates end. */
  iterations: z.int().min(1).max(MOST_ITERATIONS).default(20_000)
})
export type OpenToys = z.output<typeof OpenToysSchema>

/** Who learns in an iteration. */
export const TURNS = ['both', 'discriminator', 'generator'] as const
export type ToyTurn = (typeof TURNS)[number]

export const AdvanceToysSchema = z.strictObject({
  room: id,
  turn: z.enum(TURNS).default('both'),
  /** Ends with whichever is reached first. */
  iterations: z.int().min(0).max(MOST_ITERATIONS),
  milliseconds: z.int().min(1).max(1_000).default(1_000)
})
export type AdvanceToys = z.output<typeof AdvanceToysSchema>

/** What is open, and what does not change while it learns. */
export interface ToyRoom {
  room: string
  dims: 1 | 2
  /** Half of the line or of the square in which it is shown. */
  reach: number
  /** Points of the data, [N,dims], packed by `packNumbers`. */
  data: string
  /** Of one dimension, the data's density at the middle of each place. */
  density?: string
  /** z of the threads, [LINE_THREADS]; of one dimension alone. */
  threads?: string
  configs: (RunConfig & ToySettings)[]
}

/** One toy at one moment. Numbers in rows are packed by `packNumbers`. */
export interface ToyFrame {
  iteration: number
  /** Where its samples are, [SHOWN_SAMPLES,dims]; the same z every time. */
  samples: string
  /** How surely the discriminator takes each place for real, 0-255 a byte, places by rows from the lower left. */
  field: string
  /** Where the generator is told to move its first samples, [PULLED_SAMPLES,dims]: minus the slope of its loss. */
  pull: string
  /** Images of the threads' z, [LINE_THREADS] or [SQUARE_THREADS^2,2] by rows. */
  fabric: string
  /** Of one dimension, the density of samples at each place. */
  density?: string
  /** Of the last iteration. */
  numbers: StepNumbers
  /** Absent where the data is no mixture. */
  reached?: PlayReached
  /** Estimated Jensen-Shannon divergence of samples and data in nats, 0 to ln 2. */
  divergence: number
}

/** Packs 32-bit floats in base64. */
export function packNumbers(values: Float32Array): string {
  return packBytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
}

export function unpackNumbers(text: string): Float32Array {
  return new Float32Array(unpackBytes(text).buffer)
}
