import type { FoundDirection, StudiedModel } from '../../../src-main/contract/analyst.ts'
import type { Classifier } from '../../../src-main/latent/classifier/classifier.ts'
import { orthogonalise, unit } from '../../../src-main/latent/directions/algebra.ts'
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
  /** Of balanced held-out samples; confident: the half on which the classifier is surest. */
  accuracy: number
  confident: number
  /** The attribute it was made orthogonal to; the share of moved samples that kept it, and that flipped. */
  against: string
  leftAlone: number
  flipped: number
}

interface Drawing {
  model: StudiedModel
  judge: Classifier
  draw(latents: readonly Float32Array[]): Uint8Array[]
  say(line: string): void
}

const MOVED = 50
// In deviations of the prior, here 1.
const STEP = 0.5
const FARTHEST = 8

/**
 * Finds the direction of every question as the studio does (Shen et al. 2020, arXiv:1907.10786), makes each
 * orthogonal to the next one's, and moves samples that have not the attribute until the judge sees it.
 */
export async function measureBoundaries(
  { model, judge, draw, say }: Drawing,
  samples: readonly Float32Array[],
  seen: readonly Uint8Array[]
): Promise<BoundaryFigures[]> {
  const found: FoundDirection[] = []
  const shelf = createSketcherShelf()
  const { signal } = new AbortController()
  for (const [attribute, values] of QUESTIONS) {
    const source = { kind: 'attribute', attribute, values, samples: 4000 } as const
    const task = { job: 'proof', model, source: { ...source, values: [...values] }, vectors: {} }
    found.push(...(await findDirections(task, { report: () => undefined, signal, shelf })))
    const { accuracy, confidentAccuracy } = found.at(-1)!.facts
    say(
      `${attribute}: SVM ${percent(accuracy!)} of all, ${percent(confidentAccuracy!)} of sure ones`
    )
  }
  shelf.dispose()

  return QUESTIONS.map(([attribute, values], at) => {
    const other = (at + 1) % QUESTIONS.length
    const [second, secondValues] = QUESTIONS[other]!
    const vector = unit(
      orthogonalise(found[at]!.vector, [found[other]!.vector]),
      `${attribute} and ${second} are one direction.`
    )
    const has = asksFor(judge, attribute, values)
    const hasSecond = asksFor(judge, second, secondValues)
    const chosen = samples.map((_, i) => i).filter((i) => !has(seen, i))
    let [flipped, kept] = [0, 0]
    for (const i of chosen.slice(0, MOVED)) {
      const path = Array.from({ length: FARTHEST / STEP }, (_, step) =>
        samples[i]!.map((value, entry) => value + (step + 1) * STEP * vector[entry]!)
      )
      const shown = look(judge, draw(path))
      const first = path.findIndex((_, step) => has(shown, step))
      if (first < 0) continue
      flipped++
      if (hasSecond(shown, first) === hasSecond(seen, i)) kept++
    }
    const { accuracy = 0, confidentAccuracy = 0 } = found[at]!.facts
    const tried = Math.min(MOVED, chosen.length)
    return {
      attribute,
      accuracy,
      confident: confidentAccuracy,
      against: second,
      leftAlone: kept / Math.max(1, flipped),
      flipped: flipped / tried
    }
  })
}

function asksFor({ attributes }: Classifier, attribute: string, values: readonly string[]) {
  const place = placeOf(attributes, attribute)
  const wanted = values.map((value) => attributes[place]!.values.indexOf(value))
  return (seen: readonly Uint8Array[], i: number): boolean => wanted.includes(seen[place]![i]!)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
