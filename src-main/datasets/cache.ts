import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { StudioError } from '../contract/errors.ts'

/** The layout of a cache folder, `index.json`; pixels lie beside it in `images-0000.u8` and so on. */
export interface CacheIndex {
  version: 1
  /** Width and height in pixels. */
  size: number
  channels: 3
  count: number
  /** SHA-256 of all pixels in order, hex. */
  hash: string
  /** Pictures in every shard but the last. */
  perShard: number
  files: { file: string; sha256: string }[]
  /** For each picture its labels by attribute. */
  labels: Record<string, string>[]
}

/** An imported data set's pixels, read from its shards as they are asked for. */
export interface Cache {
  readonly size: number
  readonly channels: 3
  readonly count: number
  readonly hash: string
  labels(index: number): Record<string, string>
  /** Puts pictures one after another into `out`, each size x size x 3 bytes, rows first. */
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

/** Opens a cache folder; throws `cache/unreadable`. */
export function openCache(folder: string): Cache {
  const index = readIndex(folder)
  const length = index.size * index.size * index.channels
  const handles = new Map<number, number>()
  const handleOf = (shard: number): number => {
    const open = handles.get(shard) ?? openSync(join(folder, shardFile(shard)), 'r')
    handles.set(shard, open)
    return open
  }
  return {
    size: index.size,
    channels: index.channels,
    count: index.count,
    hash: index.hash,
    labels: (picture) => index.labels[picture] ?? {},
    read(indices, out) {
      indices.forEach((picture, row) => {
        const shard = Math.floor(picture / index.perShard)
        const at = (picture % index.perShard) * length
        const got = readSync(handleOf(shard), out, row * length, length, at)
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

function readIndex(folder: string): CacheIndex {
  let index: CacheIndex
  try {
    index = JSON.parse(readFileSync(join(folder, INDEX_FILE), 'utf8')) as CacheIndex
  } catch (cause) {
    throw unreadable(folder, 'its index cannot be read', cause)
  }
  if (index.version !== 1)
    throw unreadable(folder, `its version ${String(index.version)} is unknown`)
  return index
}

function unreadable(folder: string, why: string, cause?: unknown): StudioError {
  return new StudioError(
    'cache/unreadable',
    `The pictures in "${folder}" cannot be used (${why}); import the data set again.`,
    { cause }
  )
}
