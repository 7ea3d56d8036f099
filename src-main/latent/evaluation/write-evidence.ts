import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../../training/write-whole.ts'
import type { Cell, Sheet } from './evidence.ts'

/** Where the pictures of a sheet come from and where it goes. */
export interface EvidenceSource {
  /** By their numbers among the samples. */
  samples(numbers: number[]): Promise<Uint8Array[]>
  /** By their rows among the known real pictures. */
  known(rows: number[]): Uint8Array[]
  encodeSheet(pictures: Uint8Array[], columns: number): Promise<Uint8Array>
}

/** Writes each sheet as `<id>.png` into a folder, which is made. */
export async function writeEvidence(
  folder: string,
  sheets: readonly Sheet[],
  { samples, known, encodeSheet }: EvidenceSource
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const { id, cells, columns } of sheets) {
    const drawn = await samples(cells.flatMap((cell) => ('sample' in cell ? [cell.sample] : [])))
    const real = known(cells.flatMap((cell) => ('known' in cell ? [cell.known] : [])))
    // Each list is in the order of its cells.
    const take = (cell: Cell): Uint8Array => ('sample' in cell ? drawn : real).shift()!
    const png = await encodeSheet(cells.map(take), columns)
    writeWhole(join(folder, `${id}.png`), [png])
  }
}
