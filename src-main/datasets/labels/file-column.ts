import type { FindFile } from './names.ts'
import type { Table } from './table.ts'

// As soon as so many rows name a picture, the column is certain.
const ENOUGH_ROWS = 200

/**
 * The number of the column that names pictures; undefined where none does. It is the one that names
 * the most different ones. Parts of names alone, such as 17 for 17.png, count where they are many: else
 * a column of digits would be taken for pictures that are numbered.
 */
export async function findFileColumn(
  table: Table,
  find: FindFile,
  { files, breathe }: { files: number; breathe(): Promise<void> | undefined }
): Promise<number | undefined> {
  const full: Set<string>[] = []
  const partial: Set<string>[] = []
  let [rows, matching] = [0, 0]
  for (const { cells } of table.rows()) {
    await breathe()
    rows++
    let isMatching = false
    cells.forEach((cell, column) => {
      full[column] ??= new Set()
      partial[column] ??= new Set()
      const match = cell === '' ? undefined : find(cell)
      if (!match) return
      isMatching = true
      const sets = match.isFull ? full : partial
      sets[column]!.add(match.file)
    })
    if (isMatching && ++matching >= ENOUGH_ROWS) break
  }
  const byName = largest(full)
  if (byName !== undefined) return byName
  const byStem = largest(partial)
  if (byStem === undefined) return undefined
  return partial[byStem]!.size * 2 >= Math.min(rows, files) ? byStem : undefined
}

function largest(sets: readonly ReadonlySet<string>[]): number | undefined {
  let best: number | undefined
  sets.forEach(({ size }, column) => {
    if (size > (best === undefined ? 0 : sets[best]!.size)) best = column
  })
  return best
}
