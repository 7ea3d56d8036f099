// Plain sets that are replaced as wholes: with 100,000 members a reactive one would hold as many signals.

/** All that stand in any of the lists. */
export function setOf(...lists: Iterable<number>[]): ReadonlySet<number> {
  const all = new Set<number>()
  for (const list of lists) for (const number of list) all.add(number)
  return all
}

/** The same set with a number that it had not, or without one that it had. */
export function toggled(set: ReadonlySet<number>, number: number): ReadonlySet<number> {
  const copy = new Set(set)
  if (!copy.delete(number)) copy.add(number)
  return copy
}
