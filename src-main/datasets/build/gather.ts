import { createHash } from 'node:crypto'
import type { ImportReport } from '../../contract/models.ts'
import type { CacheWriter } from '../cache-writer.ts'
import type { RejectedFile } from '../columns.ts'
import type { Decoded } from '../decoded.ts'
import type { Found } from '../found.ts'
import type { Source } from '../sources/source.ts'
import type { Outcome } from './results.ts'

/** What is counted while pictures come in. */
export type Tally = Required<
  Pick<ImportReport, 'duplicates' | 'notes' | 'labelled' | 'upscaled' | 'grey' | 'reused'>
>

/** The pictures of a data set in the making. */
export interface Gathered {
  /** Takes what a file became. */
  add(outcome: Outcome): Promise<void>
  /** The file of each picture. */
  readonly files: readonly string[]
  /** The shorter side of each picture in its file, in pixels. */
  readonly sides: readonly number[]
  readonly descriptions: readonly Uint8Array[]
  readonly rejected: RejectedFile[]
  readonly tally: Tally
}

/** Lists a source whole: that is quick beside decoding, and progress needs to know the total. */
export async function listSource(
  source: Source
): Promise<{ found: Found[]; rejected: RejectedFile[] }> {
  const found: Found[] = []
  const rejected: RejectedFile[] = []
  for await (const entry of source.entries) {
    if (entry.kind === 'found') found.push(entry)
    else rejected.push({ file: entry.file, reason: entry.reason, bytes: 0, modified: 0 })
  }
  return { found, rejected }
}

/** Begins with the files that were rejected by the source itself. */
export function createGathered(
  writer: CacheWriter,
  source: Source,
  rejected: RejectedFile[]
): Gathered {
  const files: string[] = []
  const sides: number[] = []
  const descriptions: Uint8Array[] = []
  // The number of the first picture with these pixels, by their SHA-256.
  const originals = new Map<string, number>()
  const tally: Tally = {
    duplicates: [],
    notes: [],
    labelled: {},
    upscaled: 0,
    grey: true,
    reused: 0
  }

  const keep = async ({ file, bytes, modified }: Found, decoded: Decoded): Promise<void> => {
    const { pixels, description, labels: embedded = {}, grey } = decoded
    const { sha256, width, height, upscaled, note } = decoded
    const picture = files.push(file) - 1
    descriptions.push(description)
    sides.push(Math.min(width, height))
    const digest = createHash('sha256').update(pixels).digest('base64')
    const original = originals.get(digest)
    if (original === undefined) originals.set(digest, picture)
    else tally.duplicates.push({ file, of: files[original]!, picture, ofPicture: original })

    const origins = source.origins(file)
    if (Object.keys(embedded).length > 0) origins.push('keywords')
    for (const origin of origins) tally.labelled[origin] = (tally.labelled[origin] ?? 0) + 1
    if (upscaled) tally.upscaled++
    if (note !== undefined) tally.notes.push({ file, reason: note })
    tally.grey &&= grey

    const labels = { ...embedded, ...source.labels(file) }
    const known = { file, bytes, modified, sha256, width, height, upscaled, embedded }
    await writer.add(pixels, labels, note === undefined ? known : { ...known, note })
  }

  return {
    async add({ item, result, isKnown }) {
      const { file, bytes, modified } = item
      if (result.kind === 'unusable') {
        rejected.push({ file, reason: result.reason, bytes, modified })
        return
      }
      if (isKnown) tally.reused++
      await keep(item, result)
    },
    files,
    sides,
    descriptions,
    rejected,
    tally
  }
}
