// So many are sorted or merged in a few milliseconds.
const AT_ONCE = 4096

/**
 * Sorts by the UTF-16 units of keys, which for text of one byte a character is the order of its bytes;
 * equal keys keep their order. `breathe` is awaited every few milliseconds: a plain sort of 100,000
 * paths holds its thread for 60 ms.
 */
export async function sortByKey<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  breathe: () => Promise<void> | undefined
): Promise<T[]> {
  let runs: T[][] = []
  for (let at = 0; at < items.length; at += AT_ONCE) {
    await breathe()
    runs.push(items.slice(at, at + AT_ONCE).sort((a, b) => compare(keyOf(a), keyOf(b))))
  }
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let at = 0; at < runs.length; at += 2) {
      const [left = [], right = []] = runs.slice(at, at + 2)
      merged.push(await merge(left, right))
    }
    runs = merged
  }
  return runs[0] ?? []

  async function merge(left: readonly T[], right: readonly T[]): Promise<T[]> {
    const merged: T[] = []
    let [i, j] = [0, 0]
    while (i < left.length && j < right.length) {
      if (merged.length % AT_ONCE === 0) await breathe()
      merged.push(compare(keyOf(left[i]!), keyOf(right[j]!)) <= 0 ? left[i++]! : right[j++]!)
    }
    return merged.concat(left.slice(i), right.slice(j))
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
