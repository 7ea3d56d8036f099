import type {
  DatasetChange,
  DatasetFacts,
  DatasetQuery,
  PictureDetail
} from '../contract/models.ts'
import type { DatasetState } from '../contract/workers.ts'
import { openCache, readIndex, type Cache } from './cache.ts'
import { readColumns } from './columns.ts'
import { appendEdits, fingerprint, readEdits } from './edits.ts'
import { countFacts } from './facts.ts'
import type { Labels } from './labels.ts'
import { findPictures } from './query.ts'
import { undoOf } from './undo.ts'

/** A data set as a person looks through it: its pixels, and what is known and was changed of them. */
export interface Album {
  readonly cache: Cache
  state(): DatasetState
  /** Saves changes; gives those that take them back. */
  change(changes: DatasetChange[]): DatasetChange[]
  find(query: DatasetQuery): number[]
  labels(picture: number): Labels
  facts(): Omit<DatasetFacts, 'dataset'>
  /** All but what its pixels say. */
  detail(picture: number): Omit<PictureDetail, 'path' | 'mean' | 'histogram'>
  close(): void
}

/** Opens the folder of a data set; throws `cache/unreadable`. */
export function openAlbum(folder: string): Album {
  const cache = openCache(folder)
  const columns = readColumns(folder, readIndex(folder))
  const edits = readEdits(folder)
  const labels = edits.labelling(columns.labels)
  const { count, hash } = cache
  const pictures = { count, columns, edits, labels }
  const near = pairUp(columns.near)

  return {
    cache,
    state() {
      const excluded = edits.exclusions()
      return { count: count - excluded.length, hash: fingerprint(hash, excluded), excluded }
    },
    change(changes) {
      const undo: DatasetChange[] = []
      for (const change of changes) {
        undo.unshift(...undoOf(change, pictures))
        edits.apply(change)
      }
      appendEdits(folder, changes)
      return undo
    },
    find: (query) => findPictures(query, pictures),
    labels,
    facts: () => countFacts(pictures),
    detail(picture) {
      const { files, bytes, widths, heights, sha256, upscaled, notes } = columns
      const [note, excluded] = [notes[picture], edits.excluded(picture)]
      return {
        picture,
        file: files[picture] ?? `Picture ${picture + 1}`,
        ...(widths.length > 0 && {
          bytes: bytes[picture]!,
          width: widths[picture]!,
          height: heights[picture]!
        }),
        ...(sha256.length > 0 && { sha256: sha256[picture]! }),
        upscaled: upscaled.includes(picture),
        ...(note !== undefined && { note }),
        labels: labels(picture),
        ...(excluded !== undefined && { excluded }),
        near: near.get(picture) ?? []
      }
    },
    close: () => cache.close()
  }
}

// Both ways: a picture is like its copies as they are like it.
function pairUp(near: readonly [number, number, ...unknown[]][]): Map<number, number[]> {
  const likes = new Map<number, number[]>()
  const add = (picture: number, like: number) => {
    const known = likes.get(picture)
    if (known) known.push(like)
    else likes.set(picture, [like])
  }
  for (const [picture, of] of near) {
    add(picture, of)
    add(of, picture)
  }
  return likes
}
