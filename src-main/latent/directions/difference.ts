import { Matrix, solve } from 'ml-matrix'
import type { Classifier } from '../classifier/classifier.ts'
import { knowAttributes } from '../map/samples.ts'
import { meanOf, plus, unit } from './algebra.ts'
import { classifyLatents, samplesOf } from './model.ts'
import type { Source, SourceContext, TaskOf } from './source.ts'

// Of the model, to learn what each label does to a latent.
const SAMPLES = 2_000
const START = 3
// Exemplars below which a mean is mostly what is peculiar to them (Radford et al. 2015, section 6.3.2).
const STEADY = 3
// Shares of exemplars, 0-1: who has a value, has it not, and what is worth a word.
const HAS = 0.9
const HAS_NOT = 0.1
const WORTH_TELLING = 0.2

/** How often each value of an attribute is seen in the exemplars of each side. */
export interface Seen {
  attribute: string
  plus: number[]
  minus: number[]
}

/**
 * The mean of some exemplars less that of others. White (2016, arXiv:1609.04468, section 3.3) found such
 * vectors to carry along whatever else the exemplars happen to differ in, and balanced it by using exemplars
 * several times. A handful cannot be balanced; instead what each other label does to a latent is taken from
 * samples of the model, and the part of it that the exemplars differ by is taken out. Where the data set has no
 * labels there is nothing to correct by.
 */
export const fromDifference: Source<'difference'> = async (task, context) => {
  const { plus: added, minus: taken, corrected } = task.source
  const raw = plus(meanOf(added), -1, meanOf(taken))
  const { vector, words } = corrected
    ? await correct(raw, task, context)
    : { vector: raw, words: 'not corrected for other labels' }
  const few =
    Math.min(added.length, taken.length) < STEADY
      ? `; fewer than ${STEADY} exemplars carry along what is peculiar to them`
      : ''
  const scale = Math.max(1, Math.hypot(...raw))
  return [
    {
      name: 'Difference',
      vector: unit(vector, 'The exemplars of both sides have the same mean; choose others.', scale),
      facts: {
        source: 'difference',
        words: `mean of ${added.length} less mean of ${taken.length}, ${words}${few}`,
        samples: added.length + taken.length
      }
    }
  ]
}

async function correct(
  raw: number[],
  task: TaskOf<'difference'>,
  context: SourceContext
): Promise<{ vector: number[]; words: string }> {
  const { report } = context
  const half = (from: number) => (done: number, total: number) => report(from + done / total, 2)
  const classifier = await knowAttributes(task, { ...context, report: half(0) })
  if (!classifier) return { vector: raw, words: 'with no labels to correct it by' }
  try {
    const look = async (latents: readonly ArrayLike<number>[], telling: typeof report) => {
      const places = latents.map((z) => Float32Array.from(z))
      const options = { ...context, report: telling }
      return await classifyLatents(context.model, classifier, places, options)
    }
    const quietly = () => undefined
    const added = await look(task.source.plus, quietly)
    const taken = await look(task.source.minus, quietly)
    const seen = classifier.attributes.map(({ attribute, values }, head) => ({
      attribute,
      plus: sharesOf(added[head]!, values.length),
      minus: sharesOf(taken[head]!, values.length)
    }))
    const latents = samplesOf(task.model.config, START, SAMPLES)
    const labels = await look(latents, half(1))
    const chance = byChance(seen)
    const effects = effectsOf(latents, labels, countsOf(classifier))
    return { vector: takeOut(raw, seen, chance, effects), words: wordsOf(chance) }
  } finally {
    classifier.dispose()
  }
}

const countsOf = ({ attributes }: Classifier): number[] =>
  attributes.map(({ values }) => values.length)

/**
 * The attributes in which exemplars differ by chance: all but those that are meant. Meant is one with a value
 * that one side has and the other has not; where there is none, as where several values count as one, those are
 * that have no value on both sides.
 */
export function byChance(seen: readonly Seen[]): Seen[] {
  const apart = ({ plus, minus }: Seen): boolean =>
    plus.some(
      (share, at) =>
        (share >= HAS && minus[at]! <= HAS_NOT) || (share <= HAS_NOT && minus[at]! >= HAS)
    )
  const meant = seen.some(apart) ? apart : (one: Seen) => differenceOf(one) >= HAS
  return seen.filter((one) => !meant(one))
}

/**
 * What each value of each attribute does to a latent, all others being equal, beside the attribute's first
 * value: by least squares of the latents on all of them together, which keeps apart what goes along in the
 * data. `labels` are, by attribute, latents x values probabilities.
 */
export function effectsOf(
  latents: readonly Float32Array[],
  labels: readonly Float32Array[],
  counts: readonly number[]
): number[][][] {
  const columns = 1 + counts.reduce((sum, count) => sum + count - 1, 0)
  const design = Matrix.zeros(latents.length, columns)
  latents.forEach((_, row) => {
    design.set(row, 0, 1)
    let column = 1
    counts.forEach((count, head) => {
      for (let value = 1; value < count; value++) {
        design.set(row, column++, labels[head]![row * count + value]!)
      }
    })
  })
  const turned = design.transpose()
  // One latent's worth of "no effect" keeps values that are never drawn from having any.
  const products = turned.mmul(design).add(Matrix.eye(columns))
  const found = solve(products, turned.mmul(new Matrix(latents.map((z) => Array.from(z)))))
  const none = new Array<number>(latents[0]!.length).fill(0)
  let column = 1
  return counts.map((count) =>
    Array.from({ length: count }, (_, value) => (value === 0 ? none : found.getRow(column++)))
  )
}

/** A difference without what the exemplars differ in by chance. */
function takeOut(
  raw: number[],
  seen: readonly Seen[],
  chance: readonly Seen[],
  effects: readonly (readonly number[][])[]
): number[] {
  return seen.reduce((left, one, head) => {
    if (!chance.includes(one)) return left
    return effects[head]!.reduce(
      (left, effect, value) => plus(left, one.minus[value]! - one.plus[value]!, effect),
      left
    )
  }, raw)
}

function wordsOf(chance: readonly Seen[]): string {
  const names = chance
    .filter((one) => differenceOf(one) >= WORTH_TELLING)
    .map(({ attribute }) => attribute)
  return names.length > 0 ? `corrected for ${names.join(', ')}` : 'which differ in no other label'
}

// Total variation: the share of exemplars that would have to change to make both sides alike.
function differenceOf({ plus, minus }: Seen): number {
  return plus.reduce((sum, share, at) => sum + Math.abs(share - minus[at]!), 0) / 2
}

function sharesOf(probabilities: Float32Array, values: number): number[] {
  const rows = probabilities.length / values
  const shares = new Array<number>(values).fill(0)
  probabilities.forEach((chance, at) => (shares[at % values]! += chance / rows))
  return shares
}
