import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import { readColumns } from './columns.ts'
import { readEdits } from './edits.ts'
import { itemBytes, type ItemShape } from './forms/bytes.ts'
import type { LabelColumns, Labels } from './labels.ts'

/** The layout of a cache folder, `index.json`; pixels lie beside it in `images-0000.u8` and so on. */
export interface CacheIndex extends ItemShape {
  version: 2
  count: number
  /** SHA-256 of all pixels in order, hex. */
  hash: string
  /** Pictures in every shard but the last. */
  perShard: number
  /** `DESCRIPTION_VERSION` of the descriptions beside the pictures; absent where there are none. */
  described?: number
}

/** The same in release 0.1. */
export interface FirstIndex extends Omit<CacheIndex, 'version' | 'form' | 'channels'> {
  version: 1
  channels: 3
  /** Where each picture came from, and the SHA-256 of that file; empty for drawn sets. */
  files: { file: string; sha256: string }[]
  labels: LabelColumns
}

/** An imported data set's pixels, read from its shards as they are asked for; left-out ones too. */
export interface Cache extends Readonly<ItemShape> {
  readonly count: number
  readonly hash: string
  /** With the edits of those labels; the first call reads them all. */
  labels(index: number): Labels
  /** Puts items one after another into `out`, each of `itemBytes`, rows first. */
  read(indices: readonly number[], out: Uint8Array): void
  close(): void
}

/** A shard stays below this, so that no single file grows unwieldy. */
export const SHARD_BYTES = 64 * 2 ** 20

export const INDEX_FILE = 'index.json'

/** The name of a shard by its number. */
export function shardFile(shard: number): string {
  return `images-${String(shard).padStart(4, '0')}.u8`
}

/** Opens a cache folder, all of whose bytes must be there; throws `cache/unreadable`, `cache/no-picture`. */
export function openCache(folder: string): Cache {
  const index = readIndex(folder)
  checkShards(folder, index)
  const { form, size, channels, count, hash } = { form: 'pictures' as const, ...index }
  const length = itemBytes({ form, size, channels })
  let labelled: ((picture: number) => Labels) | undefined
  const handles = new Map<number, number>()
  const handleOf = (shard: number): number => {
    const open = handles.get(shard) ?? openSync(join(folder, shardFile(shard)), 'r')
    handles.set(shard, open)
    return open
  }
  return {
    form,
    size,
    channels,
    count,
    hash,
    labels: (picture) => {
      labelled ??= readEdits(folder).labelling(readColumns(folder, index).labels)
      return labelled(picture)
    },
    read(indices, out) {
      indices.forEach((picture, row) => {
        if (!Number.isInteger(picture) || picture < 0 || picture >= count)
          throw noPicture(picture, count)
        const shard = Math.floor(picture / index.perShard)
        const at = (picture % index.perShard) * length
        const got = attempt(folder, shardFile(shard), () =>
          readSync(handleOf(shard), out, row * length, length, at)
        )
        if (got !== length) {
          throw unreadable(folder, `${shardFile(shard)} ends within picture ${picture}`)
        }
      })
    },
    close() {
      for (const handle of handles.values()) closeSync(handle)
      handles.clear()
    }
  }
}

/** What a cache folder says of itself; throws `cache/unreadable`. */
export function readIndex(folder: string): CacheIndex | FirstIndex {
  let index: CacheIndex | FirstIndex
  try {
    index = JSON.parse(readFileSync(join(folder, INDEX_FILE), 'utf8')) as CacheIndex | FirstIndex
  } catch (cause) {
    throw unreadable(folder, 'its index cannot be read', cause)
  }
  if (index.version === 1 || index.version === 2) return index
  const { version } = index as { version: unknown }
  throw unreadable(folder, `its version ${String(version)} is unknown`)
}

// Better now than two hours into training.
function checkShards(folder: string, index: CacheIndex | FirstIndex): void {
  const { count, perShard } = index
  const length = itemBytes({ form: 'pictures', ...index })
  for (let shard = 0; shard * perShard < count; shard++) {
    const expected = Math.min(perShard, count - shard * perShard) * length
    const found = statSync(join(folder, shardFile(shard)), { throwIfNoEntry: false })?.size
    if (found !== expected) {
      const has = found === undefined ? 'is missing' : `has ${found} bytes instead of ${expected}`
      throw unreadable(folder, `${shardFile(shard)} ${has}`)
    }
  }
}

// Turns what the system says of a file, such as EIO of a failing disk, into the data set's sentence.
function attempt<Result>(folder: string, file: string, work: () => Result): Result {
  try {
    return work()
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw unreadable(folder, `${file} cannot be read: ${why}`, cause)
  }
}

function noPicture(picture: number, count: number): StudioError {
  return new StudioError(
    'cache/no-picture',
    `There is no picture ${picture} in a data set of ${count}; choose one from 0 to ${count - 1}.`
  )
}

function unreadable(folder: string, why: string, cause?: unknown): StudioError {
  return new StudioError(
    'cache/unreadable',
    `The pictures in "${folder}" cannot be used (${why}); import the data set again.`,
    { cause }
  )
}
