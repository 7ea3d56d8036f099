import { z } from 'zod'
import { dimension, id, latentVector, name, seed } from './call.ts'

/** Ways in which a latent vector comes to be. */
export const ORIGINS = [
  'seed',
  'sliders',
  'class',
  'random',
  'neighbour',
  'pad',
  'direction',
  'arithmetic',
  'walk',
  'projection',
  'map',
  'picture'
] as const

/**
 * How a vector was made, oldest step first; the last one is the vector itself. Its family tree is drawn
 * from it, and a picture that is written to a file carries it.
 */
export const LineageSchema = z
  .array(
    z.strictObject({
      how: z.enum(ORIGINS),
      /** Such as "seed 7, number 3" or "smile +1.5". */
      words: z.string().max(200),
      z: latentVector,
      /** Places of earlier steps it was made from. */
      parents: z.array(z.int().min(0).max(63)).max(63).default([])
    })
  )
  .min(1)
  .max(64)
  .refine(
    (steps) => steps.every(({ parents }, place) => parents.every((parent) => parent < place)),
    {
      message: 'a step can only be made from earlier ones'
    }
  )
export type Lineage = z.output<typeof LineageSchema>
export type LineageStep = Lineage[number]

/** One term of the arithmetic canvas: the mean of its exemplars, times its weight. */
export const TermSchema = z.strictObject({
  /** Negative for what is taken away. */
  weight: z.number().min(-4).max(4),
  latents: z.array(latentVector).min(1).max(64)
})
export type Term = z.output<typeof TermSchema>

/** How the way between two keyframes begins and ends. */
export const EASINGS = ['linear', 'ease-in', 'ease-out', 'ease-in-out', 'hold'] as const
export type Easing = (typeof EASINGS)[number]

/** A walk: keyframes with the way from each to the next, or a loop of noise around one place. */
export const WalkPlanSchema = z.strictObject({
  keyframes: z
    .array(
      z.strictObject({
        z: latentVector,
        /** Frames from here to the next keyframe. */
        frames: z.int().min(1).max(600).default(24),
        easing: z.enum(EASINGS).default('linear')
      })
    )
    .min(1)
    .max(64),
  interpolation: z.enum(['lerp', 'slerp']).default('slerp'),
  /** Whether the last keyframe leads back to the first. */
  closed: z.boolean().default(true),
  /** Moves every frame around its place in a closed loop; the radius is in the latent's own units. */
  noise: z
    .strictObject({
      seed,
      radius: z.number().min(0).max(10),
      turns: z.int().min(1).max(16).default(1)
    })
    .optional()
})
export type WalkPlan = z.output<typeof WalkPlanSchema>
/** Frames in a walk at most: 40 s at 25 a second. */
export const MOST_FRAMES = 1_000

/** How many frames a walk has: those of every leg, and of an open one the last keyframe itself. */
export function countFrames({ keyframes, closed }: WalkPlan): number {
  const legs = closed ? keyframes : keyframes.slice(0, -1)
  return legs.reduce((sum, { frames }) => sum + frames, closed ? 0 : 1)
}

/** Generated samples that a classifier sorts for a direction of a label. */
export const SORTED_SAMPLES = { least: 200, usual: 25_000, most: 50_000 } as const

/** What a direction is found from. */
export const DirectionSourceSchema = z.discriminatedUnion('kind', [
  /** From the mean of the second to the mean of the first; corrected for attributes that go along by chance. */
  z.strictObject({
    kind: z.literal('difference'),
    plus: z.array(latentVector).min(1).max(512),
    minus: z.array(latentVector).min(1).max(512),
    corrected: z.boolean().default(true)
  }),
  /** Generated samples that a person has sorted. */
  z.strictObject({
    kind: z.literal('labelled'),
    yes: z.array(latentVector).min(2).max(1024),
    no: z.array(latentVector).min(2).max(1024)
  }),
  /** A label of the data set, carried to generated samples by a classifier. */
  z.strictObject({
    kind: z.literal('attribute'),
    attribute: z.string().min(1).max(64),
    /** The values that count as having it; all the others count as not. */
    values: z.array(z.string().max(500)).min(1).max(64),
    samples: z
      .int()
      .min(SORTED_SAMPLES.least)
      .max(SORTED_SAMPLES.most)
      .default(SORTED_SAMPLES.usual)
  }),
  /** Principal components of the latent's image under the generator's first features. */
  z.strictObject({ kind: z.literal('components'), count: z.int().min(1).max(32).default(8) }),
  z.strictObject({
    kind: z.literal('dimension'),
    dimension
  }),
  /** A weighted sum of others. */
  z.strictObject({
    kind: z.literal('combination'),
    parts: z
      .array(z.strictObject({ direction: id, weight: z.number().min(-4).max(4) }))
      .min(2)
      .max(16)
  }),
  /** What is left of one when its parts along the others are taken out. */
  z.strictObject({
    kind: z.literal('orthogonal'),
    direction: id,
    against: z.array(id).min(1).max(16)
  })
])
export type DirectionSource = z.output<typeof DirectionSourceSchema>

/** How well a direction is known. */
export interface DirectionFacts {
  source: DirectionSource['kind']
  /** One sentence for people, such as "SVM on 40 samples that you sorted". */
  words: string
  /** Samples it was found from. */
  samples?: number
  /** Share of held-out samples on the right side, 0-1; of a bend, by its own boundary. */
  accuracy?: number
  /** The same over the half that lies farthest from the boundary, or on which a classifier is sure. */
  confidentAccuracy?: number
  /** Part of the variance it explains, 0-1; of components only. */
  explained?: number
  /** Accuracy of the classifier that labelled the samples, on held-out real pictures, 0-1. */
  classifierAccuracy?: number
}

/** What a person keeps of a model's latent space. */
interface Kept {
  id: string
  run: string
  /** Images seen by the model it was made with; it can be used with the run's other checkpoints too. */
  checkpoint: number
  name: string
  tags: string[]
  /** Milliseconds since 1970. */
  createdAt: number
}

/** A favourite: a place in the latent space. Its thumbnail is at `pixelPaths.kept`. */
export interface Point extends Kept {
  kind: 'point'
  z: number[]
  lineage: Lineage
}

/** The exemplars of an idea, for a term of the arithmetic. */
export interface Concept extends Kept {
  kind: 'concept'
  exemplars: number[][]
}

/** A slider with a name: z + strength x vector. */
export interface Direction extends Kept {
  kind: 'direction'
  /** Of length 1. */
  vector: number[]
  /** Strengths between which pictures stay pictures; found by trying. */
  least: number
  most: number
  facts: DirectionFacts
  /**
   * It is another direction at every place: the slope of a boundary in the generator's early features. The
   * vector is its mean, and `traceDirection` follows it.
   */
  bend?: true
}

/** Where a way along a direction leads from a place. */
export interface DirectionTrace {
  /** Ascending, evenly spaced. */
  strengths: number[]
  /** The vector at each. */
  latents: number[][]
}

/** A real picture, found in the model; the picture itself is at `pixelPaths.kept`. */
export interface Projection extends Kept {
  kind: 'projection'
  z: number[]
  /** The encoder's first guess. */
  guess: number[]
  /** Mean squared difference of pixels, values in [0,1]. */
  error: number
  guessError: number
  /** Mean squared difference of the discriminator's features, relative to their own mean square. */
  featureError: number
  seconds: number
}

export const MAP_METHODS = ['pca', 'umap'] as const

/** A two-dimensional map of samples; the places are in `LatentMap`. */
export interface KeptMap extends Kept {
  kind: 'map'
  method: (typeof MAP_METHODS)[number]
  /** Its samples are those that `drawLatents` gives for this seed and count. */
  count: number
  seed: number
}

export type LatentItem = Point | Concept | Direction | Projection | KeptMap

/** Colours of a map's samples. */
export interface MapColour {
  name: string
  /** Names of the values of an attribute, or none for a scale. */
  values?: string[]
  /** One number a sample: the place of its value, or where it lies on the scale, 0-1. */
  numbers: number[]
  /** What the ends of a scale mean, in words. */
  ends?: [string, string]
}

/** Where the samples of a map lie; x and y are in [0,1]. */
export interface LatentMap {
  map: string
  x: number[]
  y: number[]
  /** Density, the discriminator's verdict, and each attribute that a classifier knows. */
  colours: MapColour[]
}

/** Fields that a person may save by hand, by kind. */
export const KeptItemSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('point'), z: latentVector, lineage: LineageSchema }),
  z.strictObject({
    kind: z.literal('concept'),
    exemplars: z.array(latentVector).min(1).max(64)
  })
])
export const tags = z.array(name).max(32)
