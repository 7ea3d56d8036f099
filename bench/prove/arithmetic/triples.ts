import type { Random } from '../../../src-main/engine/random.ts'
import type { KnownAttribute } from '../../../src-main/latent/classifier/classifier.ts'

/** Exemplars of a term, the number that the paper found necessary. */
export const EXEMPLARS = 3
// A choice among fewer is none.
const LEAST_TO_CHOOSE = 8
// Says less of the same: whether there are glasses of any kind.
const COARSE: Record<string, string> = { hasGlasses: 'glasses' }

/** "first - second + third": `target` goes from `without` to `wanted`, `base` differs in the third term. */
export interface Triple {
  /** Places of attributes. */
  target: number
  base: number
  /** Places of the target's values. */
  wanted: number
  without: number
  /** Numbers of samples of the pool. */
  first: number[]
  second: number[]
  third: number[]
}

/**
 * Random triples out of a pool of samples of which a person can see what they show (`seen`, by attribute):
 * which attributes and values is drawn; so is the third term's first exemplar. All others are look-alikes: the
 * third term's others of its first, the first term's of that too but for what the term stands for, each of
 * the second term's of one of the first term's.
 */
export function drawTriples(
  attributes: readonly KnownAttribute[],
  seen: readonly Uint8Array[],
  count: number,
  random: Random
): Triple[] {
  const pool = Array.from({ length: seen[0]!.length }, (_, i) => i)
  // What is told apart more finely by another one is chosen in its coarse form.
  const choices = attributes
    .map((_, place) => place)
    .filter((place) => !Object.values(COARSE).includes(attributes[place]!.attribute))
  const any = <Item>(list: readonly Item[]): Item => list[random.integer(list.length)]!
  const triples: Triple[] = []
  while (triples.length < count) {
    const [target, base] = [any(choices), any(choices)]
    const pick = (place: number): number => random.integer(attributes[place]!.values.length)
    const [wanted, without, here, there] = [pick(target), pick(target), pick(base), pick(base)]
    if (target === base || wanted === without || here === there) continue
    const having = (value: number, other: number): number[] =>
      pool.filter((i) => seen[target]![i] === value && seen[base]![i] === other)
    const sets = [having(wanted, here), having(without, here), having(without, there)] as const
    if (sets.some(({ length }) => length < LEAST_TO_CHOOSE)) continue

    const others = otherAttributes(attributes, [target, base])
    const used = new Set<number>()
    const lookAlike = (sample: number, set: readonly number[]): number => {
      const tried = set
        .filter((i) => !used.has(i))
        .map((i) => ({
          i,
          differing: others.filter((place) => seen[place]![i] !== seen[place]![sample]).length,
          chance: random.uniform()
        }))
      const [best] = tried.sort((a, b) => a.differing - b.differing || a.chance - b.chance)
      used.add(best!.i)
      return best!.i
    }
    const some = (exemplar: (at: number) => number): number[] =>
      Array.from({ length: EXEMPLARS }, (_, at) => exemplar(at))
    const start = any(sets[2])
    used.add(start)
    const third = some((at) => (at === 0 ? start : lookAlike(start, sets[2])))
    const first = some(() => lookAlike(start, sets[0]))
    const second = some((at) => lookAlike(first[at]!, sets[1]))
    triples.push({ target, base, wanted, without, first, second, third })
  }
  return triples
}

/** All but these, and but those that say the same as one of these or as another that is counted. */
export function otherAttributes(
  attributes: readonly KnownAttribute[],
  these: readonly number[]
): number[] {
  const names = these.map((place) => attributes[place]!.attribute)
  const same = new Set([...names, ...names.map((name) => COARSE[name]), ...Object.keys(COARSE)])
  return attributes.flatMap(({ attribute }, place) => (same.has(attribute) ? [] : [place]))
}
