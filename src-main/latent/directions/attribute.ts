import { dispose, tensor2d, type Tensor2D } from '@tensorflow/tfjs-core'
import { StudioError } from '../../contract/errors.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import type { Classifier, KnownAttribute } from '../classifier/classifier.ts'
import { trainClassifier } from '../classifier/train.ts'
import { unit } from './algebra.ts'
import { meanDirection } from '../bends/advance.ts'
import { findRowBoundary } from '../bends/boundary.ts'
import { packBend } from '../bends/file.ts'
import { createMoments, type Moments } from '../bends/linear-svm.ts'
import { LATENT_BATCH } from '../calibrate.ts'
import { accuracyOf } from './boundary.ts'
import { classifyLatents, samplesOf } from './model.ts'
import type { Source, SourceContext, TaskOf } from './source.ts'

const SUREST = 0.1
// What the rows between which a boundary is found take at most.
const MOST_BYTES = 2 ** 30
// Rows that TensorFlow is given at once.
const PART = 1024
/** Fewer of a kind say nothing about it. */
const LEAST_OF_A_KIND = 20
const START = 2
const SEED = 1

// Parts of the work, in thousandths of all of it: the classifier, the samples, the boundary.
const PARTS = [0, 500, 700, 1_000]

/**
 * A label of the data set as a direction (Shen et al. 2020, arXiv:1907.10786, section 3.1): a classifier that
 * was trained on the labelled pictures sorts samples, and a boundary is found in the generator's early features
 * between as many that have it as have it not: there labels lie straighter than in z, as they do in the W of
 * StyleGAN (section 4.2), and the direction follows its slope. The
 * confident accuracy is that over the tenth of each kind of which the classifier is surest; the source takes the
 * surest fiftieth of all samples.
 */
export const fromAttribute: Source<'attribute'> = async (task, context) => {
  const part = (at: number) => (done: number, total: number) =>
    context.report(PARTS[at]! + ((PARTS[at + 1]! - PARTS[at]!) * done) / total, PARTS.at(-1)!)
  const { attribute, values, samples } = task.source
  const classifier = await learn(task, { ...context, report: part(0) })
  try {
    const head = findAttribute(classifier, task.source)
    const known = classifier.attributes[head]!
    const latents = samplesOf(task.model.config, START, samples)
    const found = await classifyLatents(context.model, classifier, latents, {
      ...context,
      report: part(1)
    })
    const having = chancesOf(found[head]!, known, values)
    const width = context.model.early(latents.slice(0, 1)).length
    const most = Math.floor(MOST_BYTES / Float32Array.BYTES_PER_ELEMENT / width / 2)
    const { yes, no } = sortSamples(having, `${attribute} ${values.join(', ')}`, most)
    const sorted = [...yes, ...no]
    const { rows, moments } = await earlyOf(
      context,
      sorted.map((at) => latents[at]!),
      width
    )
    const { weights, heldOut } = await findRowBoundary(
      {
        rows,
        moments,
        isYes: sorted.map((_, at) => at < yes.length),
        // What the classifier itself is not sure of says little.
        belief: sorted.map((at) => Math.abs(2 * having[at]! - 1))
      },
      createRandom(SEED, STREAMS.directions),
      { ...context, report: part(2) }
    ).finally(() => dispose(rows))
    const scores = {
      yes: Float64Array.from(heldOut.subarray(0, yes.length)),
      no: Float64Array.from(heldOut.subarray(yes.length))
    }
    const bend = { weights, against: [] }
    const mean = meanDirection(context.model.slopes, bend, latents.slice(0, LATENT_BATCH))
    return [
      {
        name: `${attribute}: ${values.join(', ')}`,
        vector: unit(mean, `Samples with and without ${attribute} are the same.`),
        facts: {
          source: 'attribute',
          words: `SVM in the generator on ${2 * yes.length} samples that a classifier of “${attribute}” sorted`,
          samples: 2 * yes.length,
          accuracy: accuracyOf(scores),
          // They are in order of sureness.
          confidentAccuracy: accuracyOf(scores, (_, at) => at < SUREST * yes.length),
          classifierAccuracy: known.accuracy
        },
        bend: packBend(bend)
      }
    ]
  } finally {
    classifier.dispose()
  }
}

// A second time for those that are taken: all of them would take too much memory.
async function earlyOf(
  { model, breathe }: SourceContext,
  latents: readonly Float32Array[],
  width: number
): Promise<{ rows: Tensor2D[]; moments: Moments }> {
  const moments = createMoments(width)
  const rows: Tensor2D[] = []
  for (let from = 0; from < latents.length; from += PART) {
    const part = latents.slice(from, from + PART)
    const values = new Float32Array(part.length * width)
    for (let at = 0; at < part.length; at += LATENT_BATCH) {
      values.set(model.early(part.slice(at, at + LATENT_BATCH)), at * width)
      await breathe()
    }
    moments.add(values)
    rows.push(tensor2d(values, [part.length, width]))
  }
  return { rows, moments: moments.moments() }
}

function learn(
  { model: { cacheFolder, excluded, folder } }: TaskOf<'attribute'>,
  { report, signal }: SourceContext
): Promise<Classifier> {
  // All that can be learned, as for a map: one classifier serves them all.
  return trainClassifier({ cacheFolder, excluded }, { report, signal, folder })
}

/**
 * The place of the attribute among those a classifier knows. Throws `direction/attribute`, with what there is,
 * where it or one of the values is unknown, or where every value counts as having it.
 */
export function findAttribute(
  { attributes, leftOut }: Pick<Classifier, 'attributes' | 'leftOut'>,
  { attribute, values }: { attribute: string; values: string[] }
): number {
  const fail = (sentence: string): never => {
    throw new StudioError('direction/attribute', sentence)
  }
  const head = attributes.findIndex((known) => known.attribute === attribute)
  const known = attributes[head]
  if (!known) {
    const why = leftOut.find((one) => one.attribute === attribute)?.why
    const names = attributes.map((one) => one.attribute).join(', ')
    return fail(why ?? `The data set has no label “${attribute}”; it has ${names}.`)
  }
  const unknown = values.find((value) => !known.values.includes(value))
  if (unknown !== undefined) {
    const some = known.values.join(', ')
    return fail(`“${attribute}” has no value “${unknown}” that can be learned; it has ${some}.`)
  }
  if (known.values.every((value) => values.includes(value))) {
    return fail(
      `Every value of “${attribute}” is chosen, so that no sample is without; leave one out.`
    )
  }
  return head
}

/** How likely each picture has one of the values, 0-1, from pictures x values probabilities. */
function chancesOf(
  probabilities: Float32Array,
  { values: known }: KnownAttribute,
  values: readonly string[]
): Float64Array {
  const places = values.map((value) => known.indexOf(value))
  return Float64Array.from({ length: probabilities.length / known.length }, (_, picture) =>
    places.reduce((sum, place) => sum + probabilities[picture * known.length + place]!, 0)
  )
}

/**
 * Places of as many samples that have something as of such that have it not, at most so many of each, the
 * surest first. Throws
 * `direction/rare` where the model draws next to none of either.
 */
export function sortSamples(
  chances: ArrayLike<number>,
  what: string,
  most: number
): { yes: number[]; no: number[] } {
  const places = Array.from(chances, (_, at) => at)
  const sorted = (of: (at: number) => number): number[] =>
    places.filter((at) => of(at) > 0.5).sort((a, b) => of(b) - of(a))
  const yes = sorted((at) => chances[at]!)
  const no = sorted((at) => 1 - chances[at]!)
  const pairs = Math.min(yes.length, no.length)
  if (pairs < LEAST_OF_A_KIND) {
    const [rare, which] = yes.length < no.length ? [yes.length, 'with'] : [no.length, 'without']
    throw new StudioError(
      'direction/rare',
      `Of ${chances.length} samples the model draws ${rare} ${which} ${what}, and ${LEAST_OF_A_KIND} are needed; draw more samples, train longer or choose another value.`
    )
  }
  const count = Math.min(pairs, Math.max(most, LEAST_OF_A_KIND))
  const some = (all: number[]): number[] => evenly(all, count)
  return { yes: some(yes), no: some(no) }
}

// Of the surest and the least sure alike, or the accuracy on "all" would be that on easy ones.
function evenly(places: number[], count: number): number[] {
  return Array.from({ length: count }, (_, at) => places[Math.floor((at * places.length) / count)]!)
}
