import { packBytes, unpackBytes } from './base64.ts'
import { classNames } from './condition.ts'
import type { DatasetForm } from './models.ts'
import { formOf, type RunConfig } from './run-config.ts'

/**
 * Pictures travel by URL, so that the browser decodes, caches and drops them. The same paths work in
 * every shell; `pixelPaths` makes them and `src-main/studio/pixels.ts` answers them.
 */
export const pixelPaths = {
  /** One picture of a data set, `size` x `size` PNG. */
  datasetPicture: (dataset: string, index: number): string =>
    `/pixels/datasets/${dataset}/${index}.png`,
  /**
   * Up to 64 pictures of a data set as one PNG, in rows of 8 without gaps: 64 requests in one. Voxels
   * and pairs come as `itemPixels` has them.
   */
  datasetSheet: (dataset: string, indices: readonly number[]): string =>
    `/pixels/datasets/${dataset}/sheet/${encodeIndices(indices)}.png`,
  /** The mean of the pictures in use; `hash` is the data set's, so that a change is a new picture. */
  datasetMean: (dataset: string, hash: string): string =>
    `/pixels/datasets/${dataset}/mean/${hash}.png`,
  /** One picture and five augmented variants of it in a row, `size` high, PNG. */
  augmented: (dataset: string, index: number, policy: readonly string[], seed: number): string =>
    `/pixels/datasets/${dataset}/augmented/${index}/${policy.join('-') || 'none'}/${seed}.png`,
  /** A picture of an import in review. */
  stagedPicture: (job: string, index: number): string => `/pixels/jobs/${job}/${index}.png`,
  /** A sample of an import's preview: the upright file, at most 256 px long, or what it becomes. */
  previewPicture: (preview: string, sample: number, which: 'before' | 'after'): string =>
    `/pixels/previews/${preview}/${sample}/${which}.png`,
  /** The fixed-z grid of a snapshot: 8 x 8 pictures, or where there are classes a row of 8 of each, one pixel apart, PNG. */
  snapshot: (run: string, images: number): string => `/pixels/runs/${run}/snapshots/${images}.png`,
  /** A picture that an evaluation shows as evidence; see `EvidencePicture`. */
  evidence: (run: string, images: number, picture: string): string =>
    `/pixels/runs/${run}/evaluations/${images}/${picture}.png`,
  /** The generator's picture at z, `size` x `size` PNG, byte for byte what `atelier sample` writes. */
  latent: (run: string, checkpoint: number, z: readonly number[]): string =>
    `/pixels/runs/${run}/latent/${checkpoint}/${encodeLatent(z)}.png`,
  /** Up to 64 of them in one PNG, row by row without gaps: a wall, a strip or a film in one request. */
  latentSheet: (
    run: string,
    checkpoint: number,
    columns: number,
    latents: readonly (readonly number[])[]
  ): string =>
    `/pixels/runs/${run}/latent-sheet/${checkpoint}/${columns}/${latents.length}/${encodeLatent(latents.flat())}.png`,
  /** The thumbnail of a favourite, or the picture that was projected, as it was when it was kept. */
  kept: (item: string): string => `/pixels/kept/${item}.png`,
  /** The picture that a projection's job looks for, from its first `projection` event on. */
  target: (job: string): string => `/pixels/jobs/${job}/target.png`,
  /** Where a projection differs from its picture: black is equal, white a difference of half the range. */
  difference: (item: string): string => `/pixels/kept/${item}/difference.png`
}

/** The paths above as patterns, in the order of `pixelPaths`. */
export const PIXEL_PATTERNS = {
  datasetPicture: /^\/pixels\/datasets\/([a-z0-9-]{1,64})\/(\d{1,9})\.png$/,
  datasetSheet: /^\/pixels\/datasets\/([a-z0-9-]{1,64})\/sheet\/([A-Za-z0-9_-]{6,342})\.png$/,
  datasetMean: /^\/pixels\/datasets\/([a-z0-9-]{1,64})\/mean\/([0-9a-f]{1,64})\.png$/,
  augmented:
    /^\/pixels\/datasets\/([a-z0-9-]{1,64})\/augmented\/(\d{1,9})\/([a-z]+(?:-[a-z]+){0,3})\/(\d{1,10})\.png$/,
  stagedPicture: /^\/pixels\/jobs\/([a-z0-9-]{1,64})\/(\d{1,9})\.png$/,
  previewPicture: /^\/pixels\/previews\/([a-z0-9-]{1,64})\/(\d{1,2})\/(before|after)\.png$/,
  evidence: /^\/pixels\/runs\/([a-z0-9-]{1,64})\/evaluations\/(\d{1,12})\/([a-z]{1,32})\.png$/,
  snapshot: /^\/pixels\/runs\/([a-z0-9-]{1,64})\/snapshots\/(\d{1,12})\.png$/,
  latent: /^\/pixels\/runs\/([a-z0-9-]{1,64})\/latent\/(\d{1,12})\/([A-Za-z0-9_-]{6,10092})\.png$/,
  latentSheet:
    /^\/pixels\/runs\/([a-z0-9-]{1,64})\/latent-sheet\/(\d{1,12})\/(\d{1,2})\/(\d{1,2})\/([A-Za-z0-9_-]{6,645803})\.png$/,
  kept: /^\/pixels\/kept\/([a-z0-9-]{1,64})\.png$/,
  target: /^\/pixels\/jobs\/([a-z0-9-]{1,64})\/target\.png$/,
  difference: /^\/pixels\/kept\/([a-z0-9-]{1,64})\/difference\.png$/
} as const

/** Pictures in a row of a sheet, and in a whole one. */
export const SHEET_COLUMNS = 8
export const SHEET_PICTURES = 64

/** Packs z as little-endian 32-bit floats in unpadded base64url. */
export function encodeLatent(z: readonly number[]): string {
  return packBytes(new Uint8Array(new Float32Array(z).buffer))
}

/** The opposite of `encodeLatent`; undefined when the text is not a whole number of finite floats. */
export function decodeLatent(text: string): number[] | undefined {
  const bytes = decodeWords(text)
  const values = bytes && Array.from(new Float32Array(bytes.buffer))
  return values?.every(Number.isFinite) ? values : undefined
}

/** Packs the numbers of pictures as little-endian 32-bit integers in unpadded base64url. */
export function encodeIndices(indices: readonly number[]): string {
  return packBytes(new Uint8Array(new Uint32Array(indices).buffer))
}

/** The opposite of `encodeIndices`; undefined when the text is not a whole number of integers. */
export function decodeIndices(text: string): number[] | undefined {
  const bytes = decodeWords(text)
  return bytes && Array.from(new Uint32Array(bytes.buffer))
}

/** Width and height of an item's picture: pairs lie side by side, voxels are drawn four times as large. */
export function itemPixels({ form, size }: { form: DatasetForm; size: number }): {
  width: number
  height: number
} {
  if (form === 'pairs') return { width: 2 * size, height: size }
  return form === 'voxels' ? { width: 4 * size, height: 4 * size } : { width: size, height: size }
}

/** Pictures in a row of a snapshot's grid. */
export const GRID_COLUMNS = 8
const GRID_ROWS = 8
// Of more classes the first are shown: a grid is drawn every few seconds.
const MOST_GRID_ROWS = 16

/** Rows of a snapshot's grid: 8, or where there are classes one of each of the first 16. */
export function gridRows(config: Pick<RunConfig, 'classes'>): number {
  return Math.min(classNames(config).length, MOST_GRID_ROWS) || GRID_ROWS
}

/** Width and height of a snapshot in pixels: its pictures, and hairlines between them. */
export function snapshotPixels(config: Pick<RunConfig, 'family' | 'size' | 'classes'>): {
  width: number
  height: number
} {
  const length = (count: number): number => count * (shownSize(config) + 1) - 1
  return { width: length(GRID_COLUMNS), height: length(gridRows(config)) }
}

/** Width and height of what a run draws, as it is shown. */
export function shownSize(config: Pick<RunConfig, 'family' | 'size'>): number {
  return itemPixels({ form: formOf(config), size: config.size }).width
}

// Of 32 bits each; undefined where some are missing.
function decodeWords(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = unpackBytes(text)
    return bytes.length > 0 && bytes.length % 4 === 0 ? bytes : undefined
  } catch {
    return undefined
  }
}
