import type {
  DatasetChange,
  DatasetFacts,
  DatasetQuery,
  DatasetStatistics,
  PictureDetail
} from '../contract/models.ts'
import type { DatasetState } from '../contract/workers.ts'
import { openCache, readIndex, type Cache } from './cache.ts'
import { readColumns } from './columns.ts'
import { appendEdits, fingerprint, readEdits } from './edits.ts'
import { countFacts } from './facts.ts'
import { drawItem, type DrawnItem } from './forms/draw.ts'
import type { Labels } from './labels.ts'
import { findPictures } from './query.ts'
import { measurePictures, type Measured } from './statistics/measure.ts'
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
  detail(picture: number): Promise<Omit<PictureDetail, 'path'>>
  /** Of the pictures in use; reads them all. */
  statistics(): Promise<Omit<DatasetStatistics, 'dataset'>>
  /** The mean of the pictures in use, as it is shown. */
  meanPicture(): Promise<DrawnItem>
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

  // Reading every pixel takes a while, and two questions want its answer.
  let last: { hash: string; measured: Promise<Measured> } | undefined
  const measured = (): Promise<Measured> => {
    const now = fingerprint(hash, edits.exclusions())
    if (last?.hash !== now) {
      const used = findPictures({}, pictures)
      last = { hash: now, measured: measurePictures(cache, used) }
    }
    return last.measured
  }

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
    async detail(picture) {
      const { mean, histogram } = await measurePictures(cache, [picture])
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
        near: near.get(picture) ?? [],
        mean,
        histogram
      }
    },
    async statistics() {
      const { mean, deviation, histogram } = await measured()
      return { mean, deviation, histogram }
    },
    meanPicture: async () => drawItem(cache, (await measured()).meanItem),
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
