import { z } from 'zod'
import { EASINGS, type WalkPlan } from '../../src-main/contract/latent.ts'
import { PlaceSchema } from './lineage.ts'

const KeyframeSchema = PlaceSchema.extend({
  /** Stays with it wherever it is moved. */
  id: z.number(),
  /** Of the way to the next one. */
  frames: z.number(),
  easing: z.enum(EASINGS)
})
/** A place of the walk, and the way from it to the next. */
export type Keyframe = z.output<typeof KeyframeSchema>

/** All of a walk that a person sets, as it is kept with the project. */
export const WalkSettingsSchema = z.object({
  keyframes: z.array(KeyframeSchema),
  interpolation: z.enum(['lerp', 'slerp']),
  closed: z.boolean(),
  noise: z.object({ seed: z.number(), radius: z.number(), turns: z.number() }),
  /** Whether the noise is on; it is kept while it is off, so that it comes back as it was. */
  noisy: z.boolean()
})
export type WalkSettings = z.output<typeof WalkSettingsSchema>

/** A keyframe's settings before anybody changes them: about a second to the next. */
export const NEW_LEG = { frames: 24, easing: 'linear' } as const

export const NEW_WALK: WalkSettings = {
  keyframes: [],
  interpolation: 'slerp',
  closed: true,
  noise: { seed: 1, radius: 3, turns: 1 },
  noisy: false
}

/** The walk as the studio takes it; undefined without keyframes. */
export function planOf(settings: WalkSettings): WalkPlan | undefined {
  const { keyframes, interpolation, closed, noise, noisy } = settings
  if (keyframes.length === 0) return undefined
  return {
    keyframes: keyframes.map(({ z, frames, easing }) => ({ z, frames, easing })),
    interpolation,
    closed,
    ...(noisy && { noise })
  }
}

/** How many ways there are between the keyframes. */
export function countLegs({ keyframes, closed }: WalkSettings): number {
  return closed ? keyframes.length : Math.max(0, keyframes.length - 1)
}

/** The first frame of each keyframe's way. */
export function firstFrames({ keyframes }: WalkSettings): number[] {
  let at = 0
  return keyframes.map(({ frames }) => {
    const first = at
    at += frames
    return first
  })
}

/** The keyframe whose way a frame lies on, and how far along it is, 0-1. */
export function placeOf(settings: WalkSettings, frame: number): { leg: number; share: number } {
  const starts = firstFrames(settings)
  const leg = Math.max(0, starts.filter((first) => first <= frame).length - 1)
  const frames = settings.keyframes[leg]?.frames ?? 1
  return { leg, share: (frame - (starts[leg] ?? 0)) / frames }
}
