import { createRandom, type Random } from '../../engine/random.ts'

/** Random words set aside for one part of an item; the most that one draws is a head of small curls. */
export const WORDS_PER_PART = 2 ** 12
// More than 31 parts and 256 x 256 of grain take.
const WORDS_PER_ITEM = 2 ** 18

/** The random numbers of one item: each part draws from words of its own. */
export type Parts<Part extends string> = (part: Part) => Random

/**
 * Sets words of the stream aside for each part of each item, so that no two parts share any and that
 * one more draw in one part moves no other. `parts` is an order: add at its end; the last one alone may
 * draw more than `WORDS_PER_PART`.
 */
export function openParts<const Part extends string>(
  seed: number,
  stream: number,
  parts: readonly Part[]
): (index: number) => Parts<Part> {
  const places = new Map(parts.map((part, place) => [part, place * WORDS_PER_PART]))
  return (index) => (part) => {
    const random = createRandom(seed, stream)
    random.restore({ seed, stream, drawn: index * WORDS_PER_ITEM + places.get(part)! })
    return random
  }
}
