import {
  SORTED_SAMPLES,
  type DirectionFacts,
  type DirectionSource
} from '../../../src-main/contract/latent.ts'
import type { StudiedModel } from '../../../src-main/contract/analyst.ts'
import type { Classifier } from '../../../src-main/latent/classifier/classifier.ts'
import { advance, type Bend } from '../../../src-main/latent/bends/advance.ts'
import { unpackBend } from '../../../src-main/latent/bends/file.ts'
import { LATENT_BATCH } from '../../../src-main/latent/calibrate.ts'
import { findDirections } from '../../../src-main/latent/directions/find.ts'
import { createSketcherShelf } from '../../../src-main/latent/map/sketcher.ts'
import { look, placeOf } from './judge.ts'

/** The attributes as questions with a yes and a no, by the values that count as yes. */
export const QUESTIONS: [attribute: string, values: string[]][] = [
  ['hasGlasses', ['yes']],
  ['presenting', ['woman']],
  ['beard', ['stubble', 'moustache', 'full']],
  ['hair', ['long']],
  ['mouth', ['smile']],
  ['turn', ['left']]
]

/** A direction found by a support vector machine, and what moving along it did to another attribute. */
export interface BoundaryFigures {
  attribute: string
  /** Of balanced held-out samples; confident: the tenth of each kind on which the classifier is surest. */
  accuracy: number
  confident: number
  /** The attribute it was made orthogonal to; the share of moved samples that kept it, and that flipped. */
  against: string
  /** The end of its slider, in deviations of the prior. */
  farthest: number
  leftAlone: number
  flipped: number
}

interface Drawing {
  model: StudiedModel
  judge: Classifier
  draw(latents: readonly Float32Array[]): Uint8Array[]
  say(line: string): void
}

const MOVED = 200
// In deviations of the prior, here 1: about as finely as a hand moves a slider.
const STEP = 0.1

/**
 * Finds the direction of every question as the studio does (Shen et al. 2020, arXiv:1907.10786), makes each
 * orthogonal to the next one's, and moves samples that have not the attribute until the judge sees it, as far as its
 * slider goes.
 */
export async function measureBoundaries(
  { model, judge, draw, say }: Drawing,
  samples: readonly Float32Array[],
  seen: readonly Uint8Array[]
): Promise<BoundaryFigures[]> {
  const shelf = createSketcherShelf()
  const { signal } = new AbortController()
  const found: { bend: Bend; facts: DirectionFacts; most: number }[] = []
  for (const [attribute, values] of QUESTIONS) {
    const source: DirectionSource = {
      kind: 'attribute',
      attribute,
      values,
      samples: SORTED_SAMPLES.usual
    }
    const startedAt = performance.now()
    const task = { job: 'proof', model, source, vectors: {} }
    const [one] = await findDirections(task, { report: () => undefined, signal, shelf })
    found.push({ bend: unpackBend(one!.bend!, attribute), facts: one!.facts, most: one!.most })
    const { accuracy, confidentAccuracy } = one!.facts
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
    say(
      `${attribute}: SVM ${percent(accuracy!)} of all, ${percent(confidentAccuracy!)} of sure ones, ${seconds} s`
    )
  }
  const { slopes } = await shelf.open(model, {
    report: () => undefined,
    breathe: () => Promise.resolve()
  })

  const figures = QUESTIONS.map(([attribute, values], at) => {
    const other = (at + 1) % QUESTIONS.length
    const [second, secondValues] = QUESTIONS[other]!
    const bend = { weights: found[at]!.bend.weights, against: [found[other]!.bend.weights] }
    const has = asksFor(judge, attribute, values)
    const hasSecond = asksFor(judge, second, secondValues)
    const without = samples.map((_, i) => i).filter((i) => !has(seen, i))
    const chosen = without.slice(0, MOVED)
    const flippedAt = new Map<number, boolean>()
    let places = chosen.map((i) => samples[i]!)
    // No farther than the slider that the studio makes of it.
    const farthest = found[at]!.most
    for (let way = STEP; way <= farthest; way += STEP) {
      places = inBatches(places, (batch) => advance(slopes, bend, batch, STEP))
      const shown = look(judge, draw(places))
      chosen.forEach((i, place) => {
        if (flippedAt.has(i) || !has(shown, place)) return
        flippedAt.set(i, hasSecond(shown, place) === hasSecond(seen, i))
      })
    }
    const { accuracy = 0, confidentAccuracy = 0 } = found[at]!.facts
    const kept = [...flippedAt.values()].filter(Boolean).length
    return {
      attribute,
      accuracy,
      confident: confidentAccuracy,
      against: second,
      farthest,
      leftAlone: kept / Math.max(1, flippedAt.size),
      flipped: flippedAt.size / chosen.length
    }
  })
  shelf.dispose()
  return figures
}

function inBatches(
  latents: readonly Float32Array[],
  move: (batch: Float32Array[]) => Float32Array[]
): Float32Array[] {
  const starts = Array.from({ length: Math.ceil(latents.length / LATENT_BATCH) }, (_, at) => at)
  return starts.flatMap((at) => move(latents.slice(at * LATENT_BATCH, (at + 1) * LATENT_BATCH)))
}

function asksFor({ attributes }: Classifier, attribute: string, values: readonly string[]) {
  const place = placeOf(attributes, attribute)
  const wanted = values.map((value) => attributes[place]!.values.indexOf(value))
  return (seen: readonly Uint8Array[], i: number): boolean => wanted.includes(seen[place]![i]!)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
