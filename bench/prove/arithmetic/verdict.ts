import type { KnownAttribute } from '../../../src-main/latent/classifier/classifier.ts'
import { otherAttributes, type Triple } from './triples.ts'

/** Shares of 0-1 over some triples. */
export interface Verdict {
  /** Triples whose result has the first term's value of the target attribute. */
  flips: number
  /** Other attributes whose value is that of the third term's mean picture, over all triples and attributes. */
  stays: number
  /** The same by attribute, each with how many were counted. */
  flipsOf: Record<string, { share: number; of: number }>
  staysOf: Record<string, { share: number; of: number }>
}

/** Judges results beside the pictures of the third terms' means; both are seen by attribute. */
export function judgeTriples(
  attributes: readonly KnownAttribute[],
  triples: readonly Triple[],
  thirds: readonly Uint8Array[],
  results: readonly Uint8Array[]
): Verdict {
  const [flips, stays] = [createTally(), createTally()]
  triples.forEach(({ target, wanted }, i) => {
    flips.add(attributes[target]!.attribute, results[target]![i] === wanted)
    for (const place of otherAttributes(attributes, [target])) {
      stays.add(attributes[place]!.attribute, results[place]![i] === thirds[place]![i])
    }
  })
  return {
    flips: flips.share(),
    stays: stays.share(),
    flipsOf: flips.shares(),
    staysOf: stays.shares()
  }
}

function createTally() {
  const counts = new Map<string, { yes: number; of: number }>()
  return {
    add(name: string, yes: boolean): void {
      const count = counts.get(name) ?? { yes: 0, of: 0 }
      counts.set(name, { yes: count.yes + (yes ? 1 : 0), of: count.of + 1 })
    },
    share(): number {
      const all = [...counts.values()]
      const total = (key: 'yes' | 'of'): number => all.reduce((sum, one) => sum + one[key], 0)
      return total('yes') / total('of')
    },
    shares: () =>
      Object.fromEntries([...counts].map(([name, { yes, of }]) => [name, { share: yes / of, of }]))
  }
}
