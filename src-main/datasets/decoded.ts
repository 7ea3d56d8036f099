import type { ImportSettings } from '../contract/import-settings.ts'
import type { Labels } from './labels.ts'

/** A picture as it goes into the cache. */
export interface Decoded {
  kind: 'decoded'
  /** size x size x channels bytes, sRGB or its luma. */
  pixels: Uint8Array
  /** Of the file's bytes, hex. */
  sha256: string
  /** Of the upright picture in its file, in pixels. */
  width: number
  height: number
  /** Whether what was taken of it was smaller than `size` and had to be enlarged. */
  upscaled: boolean
  /** Whether it has no colour. */
  grey: boolean
  /** What a person should know although it was taken, one sentence. */
  note?: string
  /** What the file says of itself: its EXIF and IPTC keywords and caption. */
  labels?: Labels
  /** What similar pictures have in common; see `similar/describe.ts`. */
  description: Uint8Array
}

/** Why a file cannot be used, one sentence. */
export interface Unusable {
  kind: 'unusable'
  reason: string
}

/** A picture decoded but not yet fitted: 8-bit sRGB or grey, without alpha. */
export interface RawPicture {
  pixels: Uint8Array
  width: number
  height: number
  channels: 1 | 3
}

/** Settings of decoding. */
export type DecodeOptions = ImportSettings
