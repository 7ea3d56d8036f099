import type { ExclusionReason } from '../../../src-main/contract/models.ts'

/** How many files had one outcome. */
export interface Outcome {
  kind: 'imported' | 'rejected' | ExclusionReason
  word: string
  count: number
}

/** Every outcome of an import, in the order in which they are told. */
export function listOutcomes(
  counts: Partial<Record<Outcome['kind'], number>>,
  importedWord: string
): Outcome[] {
  const words: Record<Outcome['kind'], string> = {
    imported: importedWord,
    duplicate: counts.duplicate === 1 ? 'exact copy left out' : 'exact copies left out',
    near: counts.near === 1 ? 'look-alike left out' : 'look-alikes left out',
    person: 'left out by you',
    rejected: 'rejected'
  }
  return (Object.keys(words) as Outcome['kind'][]).map((kind) => ({
    kind,
    word: words[kind],
    count: counts[kind] ?? 0
  }))
}
