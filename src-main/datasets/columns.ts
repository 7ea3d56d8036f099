import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CacheIndex, FirstIndex } from './cache.ts'
import { packLabels, type LabelColumns, type Labels } from './labels.ts'

/** Where a picture came from. */
export interface PictureSource {
  /** Path inside the imported source. */
  file: string
  /** Length of the file, and when it was changed (milliseconds since 1970, 0 where unknown). */
  bytes: number
  modified: number
  /** SHA-256 of the file, hex. */
  sha256: string
  /** Of the upright picture in it, in pixels. */
  width: number
  height: number
  upscaled: boolean
  note?: string
  /** Labels from the file itself. */
  embedded?: Labels
}

/** A file that was not taken, so that it need not be tried again while it does not change. */
export interface RejectedFile {
  file: string
  reason: string
  bytes: number
  modified: number
}

/**
 * What is known of the pictures beside their pixels, `pictures.json`: in columns, which for 100,000 of
 * them are read in a tenth of a second. All columns of files are empty for drawn sets.
 */
export interface PictureColumns {
  files: string[]
  bytes: number[]
  modified: number[]
  sha256: string[]
  widths: number[]
  heights: number[]
  /** Numbers of those that were enlarged. */
  upscaled: number[]
  /** By number. */
  notes: Record<string, string>
  labels: LabelColumns
  /** Those of `labels` that the files themselves say. */
  embedded: LabelColumns
  rejected: RejectedFile[]
  /** Pictures like an earlier one: number, that of the earlier one, distance, whether mirrored. */
  near: [number, number, number, boolean][]
  /** Pictures unlike the others, strangest first: number and score. */
  outliers: [number, number][]
}

export const PICTURES_FILE = 'pictures.json'

/** Joins what is known of each picture; `sources` is empty for drawn sets. */
export function packColumns(
  sources: readonly PictureSource[],
  labels: readonly Labels[],
  rest: Pick<PictureColumns, 'rejected' | 'near' | 'outliers'>
): PictureColumns {
  return {
    files: sources.map(({ file }) => file),
    bytes: sources.map(({ bytes }) => bytes),
    modified: sources.map(({ modified }) => modified),
    sha256: sources.map(({ sha256 }) => sha256),
    widths: sources.map(({ width }) => width),
    heights: sources.map(({ height }) => height),
    upscaled: sources.flatMap(({ upscaled }, picture) => (upscaled ? [picture] : [])),
    notes: Object.fromEntries(
      sources.flatMap(({ note }, picture) => (note === undefined ? [] : [[picture, note]]))
    ),
    labels: packLabels(labels),
    embedded: packLabels(sources.map(({ embedded = {} }) => embedded)),
    ...rest
  }
}

/** Reads them; a cache of release 0.1 knew only files and labels. */
export function readColumns(folder: string, index: CacheIndex | FirstIndex): PictureColumns {
  if (index.version === 2) {
    return JSON.parse(readFileSync(join(folder, PICTURES_FILE), 'utf8')) as PictureColumns
  }
  return {
    ...packColumns([], [], { rejected: [], near: [], outliers: [] }),
    files: index.files.map(({ file }) => file),
    sha256: index.files.map(({ sha256 }) => sha256),
    labels: index.labels
  }
}
