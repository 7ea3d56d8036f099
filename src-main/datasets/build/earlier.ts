import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatasetChange } from '../../contract/models.ts'
import { openCache, readIndex } from '../cache.ts'
import { DESCRIPTIONS_FILE } from '../cache-writer.ts'
import { readColumns, type PictureColumns } from '../columns.ts'
import type { Decoded, Unusable } from '../decoded.ts'
import { readEdits } from '../edits.ts'
import { DESCRIPTION_VERSION } from '../similar/describe.ts'
import { itemBytes, type ItemShape } from '../forms/bytes.ts'
import type { Found } from '../found.ts'
import { labelsOf } from '../labels.ts'

/** What an earlier import of the same source with the same settings made of its files. */
export interface Earlier {
  /** True where a file has not changed since, by its length and date. */
  knows(found: Found): boolean
  /** What was made of it, as if it were decoded now. */
  take(found: Found): Decoded | Unusable
  /** What a person has changed of it, for pictures of these files in their new order. */
  changes(files: readonly string[]): DatasetChange[]
  close(): void
}

/** Opens the cache of an earlier import; undefined where nothing of it can be used again. */
export function openEarlier(folder: string, shape: ItemShape): Earlier | undefined {
  try {
    return openUsable(folder, shape)
  } catch {
    // Lost, damaged or too old: everything is decoded again, which needs no more than time.
    return undefined
  }
}

function openUsable(folder: string, { form, size, channels }: ItemShape): Earlier | undefined {
  const cache = openCache(folder)
  if (cache.form !== form || cache.size !== size || cache.channels !== channels) return undefined
  const index = readIndex(folder)
  const isDescribed = index.version === 2 && index.described === DESCRIPTION_VERSION
  if (!isDescribed) return undefined
  const columns = readColumns(folder, index)
  const descriptions = readFileSync(join(folder, DESCRIPTIONS_FILE))
  const each = descriptions.length / cache.count
  const pictures = new Map(columns.files.map((file, picture) => [file, picture]))
  const rejected = new Map(columns.rejected.map((entry) => [entry.file, entry]))
  const upscaled = new Set(columns.upscaled)

  const isSame = (
    { bytes, modified }: Found,
    then: { bytes: number | undefined; modified: number | undefined }
  ) =>
    // Without a date, equal lengths are too little.
    modified !== 0 && modified === then.modified && bytes === then.bytes
  const stampOf = (picture: number) => ({
    bytes: columns.bytes[picture],
    modified: columns.modified[picture]
  })
  return {
    knows(found) {
      const picture = pictures.get(found.file)
      const then = picture === undefined ? rejected.get(found.file) : stampOf(picture)
      return then !== undefined && isSame(found, then)
    },
    take({ file }) {
      const picture = pictures.get(file)
      if (picture === undefined) return { kind: 'unusable', reason: rejected.get(file)!.reason }
      const pixels = new Uint8Array(itemBytes(cache))
      cache.read([picture], pixels)
      return {
        kind: 'decoded',
        pixels,
        ...fileOf(columns, picture),
        upscaled: upscaled.has(picture),
        grey: isGrey(pixels, channels),
        description: descriptions.subarray(picture * each, (picture + 1) * each)
      }
    },
    changes(files) {
      const places = new Map(files.map((file, picture) => [file, picture]))
      return readEdits(folder)
        .changes()
        .filter((change) => change.kind === 'label' || isByPerson(change))
        .flatMap((change) => {
          const moved = change.pictures.flatMap((picture) => {
            const place = places.get(columns.files[picture] ?? '')
            return place === undefined ? [] : [place]
          })
          return moved.length > 0 ? [{ ...change, pictures: moved }] : []
        })
    },
    close: () => cache.close()
  }
}

// Exact copies are found anew.
function isByPerson(change: DatasetChange): boolean {
  return change.kind === 'exclude' && change.reason !== 'duplicate'
}

function fileOf(columns: PictureColumns, picture: number) {
  const note = columns.notes[picture]
  return {
    sha256: columns.sha256[picture]!,
    width: columns.widths[picture]!,
    height: columns.heights[picture]!,
    labels: labelsOf(columns.embedded, picture),
    ...(note !== undefined && { note })
  }
}

// As the decoder has it: no channel differs from another by more than two levels.
function isGrey(pixels: Uint8Array, channels: 1 | 3): boolean {
  if (channels === 1) return true
  for (let i = 0; i < pixels.length; i += 3) {
    const [red, green, blue] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!]
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 2) return false
  }
  return true
}
