import type { Term } from '../contract/latent.ts'
import type { RunConfig } from '../contract/run-config.ts'
import type { Breathe } from '../datasets/breathe.ts'
import { meanLatent, combineTerms } from './arithmetic.ts'
import type { Classifier } from './classifier/classifier.ts'
import { captureSteering, STARTS, type Steering } from './steering.ts'

/** A model's pictures and what a classifier of its data set's labels sees in them. */
export interface SteadyModel {
  classifier: Classifier
  steering: Steering
  /** Pictures of size x size x channels bytes. */
  draw(latents: readonly Float32Array[]): Uint8Array[]
}

// Steps from each start, and how far each entry of z goes in one, in deviations of the prior.
const STEPS = 60
const RATE = 0.1
const BETAS = [0.9, 0.99] as const
// How strongly a place is drawn back to its start, so that whatever has no label stays too.
const PULL = 0.02
// Of the radius at which the prior's samples lie: one of the starts is put there.
const NEARER = 0.8
const TINY = 1e-8

/**
 * Arithmetic on what terms show rather than on their vectors alone: the sum of what a classifier sees in each
 * term says what the result should show, and the place is searched by gradient that shows it, from where the
 * vectors' sum lies, from the last term added, from between, and from nearer to the middle of the prior. The
 * sum of a few exemplars' vectors carries all in which they differ by chance, and a generator is not linear
 * over such distances. Rejects with what `breathe` throws.
 */
export async function steadyArithmetic(
  { classifier, steering, draw }: SteadyModel,
  terms: readonly Term[],
  breathe: Breathe
): Promise<Float32Array> {
  const { result } = combineTerms(terms)
  const base = meanLatent(lastAdded(terms).latents.map((z) => Float32Array.from(z)))
  const wanted = wantedOf(terms, base, { classifier, draw })
  const between = base.map((value, at) => (value + result[at]!) / 2)
  const starts = [result, between, base, nearer(steering, result)]
  const found = await descend(steering, starts, wanted, breathe)
  const losses = lossesOf(classifier.classify(draw(found)), wanted)
  return found[losses.indexOf(Math.min(...losses))]!
}

/** Captures what searching in a model needs; `variables` are its checkpoint's. */
export function steeringOf(
  config: RunConfig,
  variables: ReadonlyMap<string, Float32Array>,
  classifier: Classifier
): Steering {
  const counts = classifier.attributes.map(({ values }) => values.length)
  const steering = captureSteering(config, counts)
  steering.write(variables)
  steering.write(classifier.weights())
  return steering
}

function lastAdded(terms: readonly Term[]): Term {
  return terms.findLast(({ weight }) => weight > 0) ?? terms.at(-1)!
}

/**
 * For each attribute the place of the value with the largest sum over the terms. The last term added counts as
 * its own picture shows it, since that is what is changed; the others as their exemplars show them.
 */
export function wantedOf(
  terms: readonly Term[],
  base: Float32Array,
  { classifier, draw }: Pick<SteadyModel, 'classifier' | 'draw'>
): number[] {
  const last = lastAdded(terms)
  const seen = terms.map((term) => {
    const latents = term === last ? [base] : term.latents.map((z) => Float32Array.from(z))
    return { share: term.weight / latents.length, found: classifier.classify(draw(latents)) }
  })
  return classifier.attributes.map(({ values }, head) => {
    const sums = values.map((_, value) =>
      seen.reduce((sum, { share, found }) => {
        const column = found[head]!.filter((_, at) => at % values.length === value)
        return sum + share * column.reduce((total, one) => total + one, 0)
      }, 0)
    )
    return sums.indexOf(Math.max(...sums))
  })
}

function nearer({ deviation }: Steering, z: Float32Array): Float32Array {
  const radius = NEARER * deviation * Math.sqrt(z.length)
  const length = Math.hypot(...z)
  return length > TINY ? z.map((value) => (value * radius) / length) : z
}

// Adam (Kingma and Ba 2014) on the latents alone.
async function descend(
  { gradient, latent, deviation }: Steering,
  starts: readonly Float32Array[],
  wanted: readonly number[],
  breathe: Breathe
): Promise<Float32Array[]> {
  const from = Float32Array.from(starts.flatMap((start) => [...start]))
  const z = from.slice()
  const mean = new Float32Array(z.length)
  const square = new Float32Array(z.length)
  const [beta1, beta2] = BETAS
  for (let step = 1; step <= STEPS; step++) {
    const slope = gradient(z, wanted)
    for (let at = 0; at < z.length; at++) {
      const down = slope[at]! + (PULL * (z[at]! - from[at]!)) / deviation ** 2
      mean[at] = beta1 * mean[at]! + (1 - beta1) * down
      square[at] = beta2 * square[at]! + (1 - beta2) * down ** 2
      const corrected = Math.sqrt(square[at]! / (1 - beta2 ** step)) + TINY
      z[at]! -= (RATE * deviation * (mean[at]! / (1 - beta1 ** step))) / corrected
    }
    await breathe()
  }
  return Array.from({ length: STARTS }, (_, row) => z.slice(row * latent, (row + 1) * latent))
}

/** Cross-entropy of what each picture shows with what is wanted, summed over the attributes. */
function lossesOf(found: readonly Float32Array[], wanted: readonly number[]): number[] {
  return Array.from({ length: STARTS }, (_, picture) =>
    wanted.reduce((sum, value, head) => {
      const width = found[head]!.length / STARTS
      return sum - Math.log(found[head]![picture * width + value]! + TINY)
    }, 0)
  )
}
