import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import type { DatasetChange } from '../contract/models.ts'
import { INDEX_FILE, SHARD_BYTES, shardFile, type CacheIndex } from './cache.ts'
import { packColumns, PICTURES_FILE, type PictureColumns, type PictureSource } from './columns.ts'
import { appendEdits } from './edits.ts'
import { itemBytes, type ItemShape } from './forms/bytes.ts'
import type { Labels } from './labels.ts'
import { DESCRIPTION_VERSION } from './similar/describe.ts'

/** Writes a data set beside its place and moves it there when it is whole. */
export interface CacheWriter {
  /** Adds one item of `itemBytes`; the bytes may be reused once this resolves. */
  add(pixels: Uint8Array, labels: Labels, source?: PictureSource): Promise<void>
  /** Makes the folder appear, durably; gives the hash of all pixels. */
  finish(known?: Known): Promise<{ count: number; hash: string }>
  /** Removes what was written so far. */
  abandon(): Promise<void>
}

/** What is known when all pictures are in. */
export interface Known extends Partial<Pick<PictureColumns, 'rejected' | 'near' | 'outliers'>> {
  /** Of each picture, one after another, all of one length; see `similar/describe.ts`. */
  descriptions?: Uint8Array
  /** What is left out from the start. */
  changes?: DatasetChange[]
}

/** What pictures have in common, so that near duplicates of later ones can be found. */
export const DESCRIPTIONS_FILE = 'descriptions.u8'

// Pictures are gathered to this many bytes before they are written.
const BLOCK_BYTES = 2 ** 20

/** Begins a data set of items of one shape, to be found at `folder` when it is finished. */
export async function createCacheWriter(folder: string, shape: ItemShape): Promise<CacheWriter> {
  const beside = `${folder}.part`
  const length = itemBytes(shape)
  const perShard = Math.floor(SHARD_BYTES / length)
  const block = Buffer.alloc(Math.max(1, Math.floor(BLOCK_BYTES / length)) * length)
  const hash = createHash('sha256')
  const sources: PictureSource[] = []
  const labels: Labels[] = []
  let filled = 0
  let shard: FileHandle | undefined

  await rm(beside, { recursive: true, force: true })
  await mkdir(beside, { recursive: true }).catch((cause: unknown) => {
    throw cannotWrite(beside, cause)
  })

  // Hashing by the block, as the hash of the whole is the same and calls are few.
  const flush = async (): Promise<void> => {
    const bytes = block.subarray(0, filled)
    hash.update(bytes)
    await writeWhole(shard!, bytes)
    filled = 0
  }
  const closeShard = async (): Promise<void> => {
    if (!shard) return
    await flush()
    await shard.sync()
    await shard.close()
    shard = undefined
  }

  return {
    async add(pixels, itsLabels, source) {
      if (pixels.length !== length) {
        throw new RangeError(`A picture has ${pixels.length} bytes instead of ${length}.`)
      }
      shard ??= await open(join(beside, shardFile(Math.floor(labels.length / perShard))), 'wx')
      block.set(pixels, filled)
      filled += length
      labels.push(itsLabels)
      if (source) sources.push(source)
      if (labels.length % perShard === 0) await closeShard()
      else if (filled === block.length) await flush()
    },
    async finish({ descriptions, changes = [], rejected = [], near = [], outliers = [] } = {}) {
      await closeShard()
      const columns = packColumns(sources, labels, { rejected, near, outliers })
      await writeDurably(join(beside, PICTURES_FILE), JSON.stringify(columns))
      if (descriptions) await writeDurably(join(beside, DESCRIPTIONS_FILE), descriptions)
      if (changes.length > 0) appendEdits(beside, changes)
      const { form, size, channels } = shape
      const index: CacheIndex = {
        version: 2,
        form,
        size,
        channels,
        count: labels.length,
        hash: hash.digest('hex'),
        perShard,
        ...(descriptions && { described: DESCRIPTION_VERSION })
      }
      // The index comes last: a folder with one is whole.
      await writeDurably(join(beside, INDEX_FILE), JSON.stringify(index))
      await syncFolder(beside)
      await rename(beside, folder)
      await syncFolder(dirname(folder))
      return { count: index.count, hash: index.hash }
    },
    async abandon() {
      await shard?.close()
      shard = undefined
      await rm(beside, { recursive: true, force: true })
    }
  }
}

async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await writeWhole(file, Buffer.from(content))
    await file.sync()
  } finally {
    await file.close()
  }
}

// A full disk can make a write stop short without an error.
async function writeWhole(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file
      .write(bytes, written, bytes.length - written)
      .catch((cause: unknown) => {
        throw cannotWrite('the data set', cause)
      })
    if (bytesWritten === 0) throw cannotWrite('the data set', 'the disk took no more bytes')
    written += bytesWritten
  }
}

// Windows has no way to sync a folder and needs none.
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function cannotWrite(what: string, cause: unknown): StudioError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new StudioError(
    'import/cannot-write',
    `Writing ${what} failed (${why}); free some space or choose a project folder you can write to.`,
    { cause }
  )
}
