/**
 * Pearson's chi-square of two columns of words against independence with the shares expected, and how
 * far above it should be: four standard deviations over its degrees of freedom.
 */
export function chiSquare(
  a: readonly string[],
  b: readonly string[],
  partsA: Record<string, number>,
  partsB: Record<string, number>
): { chiSquare: number; limit: number } {
  const counts = new Map<string, number>()
  a.forEach((value, i) => {
    const key = `${value}|${b[i]}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  })
  const [allA, allB] = [partsA, partsB].map((of) => Object.values(of).reduce((x, y) => x + y, 0))
  let sum = 0
  let cells = 0
  for (const [valueA, partA] of Object.entries(partsA)) {
    for (const [valueB, partB] of Object.entries(partsB)) {
      const expected = (a.length * partA * partB) / (allA! * allB!)
      sum += ((counts.get(`${valueA}|${valueB}`) ?? 0) - expected) ** 2 / expected
      cells++
    }
  }
  return { chiSquare: sum, limit: cells - 1 + 4 * Math.sqrt(2 * (cells - 1)) }
}

/** Each of the values as often as the others. */
export function evenParts(values: readonly string[]): Record<string, number> {
  return Object.fromEntries(values.map((value) => [value, 1]))
}
