import type { Random } from '../../engine/random.ts'

/** From where to where something is drawn evenly. */
export type Span = readonly [from: number, to: number]

/** A number of the span, evenly. */
export function between(random: Random, [from, to]: Span): number {
  return from + (to - from) * random.uniform()
}

/** True so often, `share` in [0, 1]. */
export function happens(random: Random, share: number): boolean {
  return random.uniform() < share
}

/** One of them, evenly. */
export function oneOf<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.integer(items.length)]!
}

/** One of the names, each as often as its parts say; takes one random number. */
export function weighted<Name extends string>(
  random: Random,
  parts: Readonly<Record<Name, number>>
): Name {
  const entries = Object.entries<number>(parts) as [Name, number][]
  let left = random.uniform() * entries.reduce((sum, [, part]) => sum + part, 0)
  for (const [name, part] of entries) {
    left -= part
    if (left < 0) return name
  }
  return entries.at(-1)![0]
}
