import type { Breathe } from '../../datasets/breathe.ts'
import { advance, type Bend } from '../bends/advance.ts'
import { LATENT_BATCH } from '../calibrate.ts'
import { deviationOf, samplesOf, type Model } from './model.ts'

/** Strengths between which pictures stay pictures. */
export interface StrengthRange {
  /** At most -STEP. */
  least: number
  /** At least STEP. */
  most: number
}

/** How finely strengths are tried, in deviations of the prior. */
export const STEP = 0.5

// Samples that are moved; their mean is compared, since single ones are at every strength good and bad.
const MOVED = 16
const ORDINARY = 512
// Pictures still are pictures while the discriminator's mean logit on them is within the worst tenth of ordinary
// samples, and still change while a step changes them by a tenth of what the first one did.
const WORST = 0.1
const LEAST_CHANGE = 0.1
const START = 1

/** Tries how far samples can be moved along vectors of length 1. */
export type FindRange = (
  direction: { vector: readonly number[]; bend?: Bend },
  breathe: Breathe
) => Promise<StrengthRange>

/**
 * Looks at ordinary samples, and then moves some along each direction step by step, each way for itself, until
 * the first step at which they leave the shell in which samples lie (beyond its farthest, the generator has
 * never been trained), the discriminator finds them worse than it finds nine tenths of samples, or they no
 * longer change.
 */
export async function createRangeFinder(model: Model, breathe: Breathe): Promise<FindRange> {
  const { config } = model
  const deviation = deviationOf(config)
  const ordinary = samplesOf(config, START, ORDINARY)
  const logits: number[] = []
  for (let from = 0; from < ORDINARY; from += LATENT_BATCH) {
    logits.push(...model.draw(ordinary.slice(from, from + LATENT_BATCH)).logits)
    await breathe()
  }
  const worst = logits.sort((a, b) => a - b)[Math.floor(WORST * ORDINARY)]!
  const furthest = shellWidth(ordinary)
  const moved = ordinary.slice(0, MOVED)

  const tryOneWay = async (
    { vector, bend }: Parameters<FindRange>[0],
    sign: 1 | -1
  ): Promise<number> => {
    let [last, first, places] = [model.draw(moved).pictures, 0, moved]
    let reached = STEP
    for (let strength = STEP; strength * deviation <= furthest; strength += STEP) {
      const by = sign * STEP * deviation
      places = bend
        ? advance(model.slopes, bend, places, by)
        : places.map((z) => z.map((value, i) => value + by * vector[i]!))
      const { pictures, logits } = model.draw(places)
      const change = meanDifference(pictures, last)
      if (strength === STEP) first = change
      const mean = logits.reduce((sum, one) => sum + one, 0) / logits.length
      if (mean < worst || change < LEAST_CHANGE * first) break
      reached = strength
      last = pictures.slice()
      await breathe()
    }
    return sign * reached * deviation
  }
  return async (direction) => ({
    least: await tryOneWay(direction, -1),
    most: await tryOneWay(direction, 1)
  })
}

// How far one can go from a sample of mean length, at a right angle as almost all directions are, to be as
// far from 0 as the farthest sample is.
function shellWidth(samples: readonly Float32Array[]): number {
  const lengths = samples.map((z) => Math.hypot(...z))
  const mean = lengths.reduce((sum, one) => sum + one, 0) / lengths.length
  return Math.sqrt(Math.max(...lengths) ** 2 - mean ** 2)
}

function meanDifference(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!)
  return sum / a.length
}
