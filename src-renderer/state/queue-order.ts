/**
 * What `moveRun` takes to bring a waiting run to a place: the run that it then stands before, undefined at
 * the end. `false` where it would stay where it is.
 */
export function beforeAt(
  waiting: readonly string[],
  run: string,
  place: number
): { before?: string } | false {
  const others = waiting.filter((id) => id !== run)
  const bounded = Math.min(Math.max(place, 0), others.length)
  if (bounded === waiting.indexOf(run)) return false
  const before = others[bounded]
  return before === undefined ? {} : { before }
}

/** The place to which a row is dragged: how many of the others have their middle above the pointer. */
export function placeUnder(middles: readonly number[], y: number): number {
  return middles.filter((middle) => middle < y).length
}
