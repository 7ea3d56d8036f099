import type { Labels } from '../../src-main/contract/models.ts'
import { USUAL_EXEMPLARS } from './arithmetic-terms.ts'

/** Three terms found among labelled samples: with − without + another, "man with glasses − man + woman". */
export interface LabelExample {
  terms: { name: string; sign: 1 | -1; /** Places of the samples. */ samples: number[] }[]
}

// Values that say a thing is not there.
const ABSENT = ['none', 'no']
// The figure of Radford et al. 2015, where the labels allow it.
const PREFERRED = 'glasses'

type Has = (labels: Labels) => boolean

/**
 * Finds an example of arithmetic: something that samples have or lack, and two kinds of sample apart from
 * it, with three samples of each term. Undefined where the labels hold none.
 */
export function findExample(rows: readonly Labels[]): LabelExample | undefined {
  const attributes = [...new Set(rows.flatMap((labels) => Object.keys(labels)))]
  const places = (...conditions: Has[]): number[] =>
    rows.flatMap((labels, place) => (conditions.every((has) => has(labels)) ? [place] : []))

  const found = attributes.flatMap((feature) => {
    if (!canBeAbsent(feature, rows)) return []
    const has: Has = (labels) => isThere(labels[feature])
    const lacks: Has = (labels) => !has(labels)
    return attributes
      .filter((kind) => kind !== feature)
      .flatMap((kind) => pairsOf(kind, rows).map((pair) => ({ kind, ...pair })))
      .map(({ kind, one, other, rank }) => {
        const is =
          (value: string): Has =>
          (labels) =>
            labels[kind] === value
        const samples = [places(is(one), has), places(is(one), lacks), places(is(other), lacks)]
        const names = [`${one} with ${feature}`, one, other]
        const fewest = Math.min(...samples.map(({ length }) => length))
        return { names, samples, fewest, rank: rank + (feature === PREFERRED ? 4 : 0) }
      })
  })
  const [best] = found
    .filter(({ fewest }) => fewest >= USUAL_EXEMPLARS)
    .sort((a, b) => b.rank - a.rank || b.fewest - a.fewest)
  if (!best) return undefined
  return {
    terms: best.names.map((name, place) => ({
      name,
      sign: place === 1 ? -1 : 1,
      samples: best.samples[place]!.slice(0, USUAL_EXEMPLARS)
    }))
  }
}

function isThere(value: string | undefined): boolean {
  return value !== undefined && !ABSENT.includes(value)
}

// A bare tag is there or not; other attributes say so in a word.
function canBeAbsent(attribute: string, rows: readonly Labels[]): boolean {
  const values = rows.map((labels) => labels[attribute])
  const saysSo = values.some((value) => value !== undefined && ABSENT.includes(value))
  return saysSo || values.every((value) => value === undefined || value === 'yes')
}

// The two most frequent values, both ways round. Two kinds alone are opposites, which is better; and of
// two ways the alphabet's is as good as any, but always the same.
function pairsOf(
  attribute: string,
  rows: readonly Labels[]
): { one: string; other: string; rank: number }[] {
  const values = rows.flatMap((labels) => labels[attribute] ?? [])
  const named = [...new Set(values)].filter((value) => isThere(value) && value !== 'yes')
  const count = (value: string): number => values.filter((other) => other === value).length
  const [a, b] = named
    .sort((a, b) => count(b) - count(a))
    .slice(0, 2)
    .sort()
  if (a === undefined || b === undefined) return []
  const rank = named.length === 2 ? 2 : 0
  return [
    { one: a, other: b, rank: rank + 1 },
    { one: b, other: a, rank }
  ]
}
