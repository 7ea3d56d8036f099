import { DESCRIPTION_BYTES } from '../similar/describe.ts'
import type { Decoded, Unusable } from '../decoded.ts'
import type { Found, Place } from '../found.ts'

/** What came of a picture. */
export type Result = Decoded | Unusable

/** A decoded picture without what is sent as one block for all. */
type Rest = Omit<Decoded, 'pixels' | 'description'>

/** The results of some files as a message, one after another. */
export interface PackedResults {
  results: (Rest | Unusable)[]
  /** Of the decoded ones among them, `pixelBytes` and `DESCRIPTION_BYTES` each. */
  pixels: Uint8Array<ArrayBuffer>
  descriptions: Uint8Array<ArrayBuffer>
}

/** Puts results, of pictures of one size, into blocks that can be handed over without being copied. */
export function packResults(results: readonly Result[]): PackedResults {
  const decoded = results.filter((result) => result.kind === 'decoded')
  const each = decoded[0]?.pixels.length ?? 0
  const pixels = new Uint8Array(decoded.length * each)
  const descriptions = new Uint8Array(decoded.length * DESCRIPTION_BYTES)
  for (const [index, result] of decoded.entries()) {
    pixels.set(result.pixels, index * each)
    descriptions.set(result.description, index * DESCRIPTION_BYTES)
  }
  return { results: results.map(withoutBlocks), pixels, descriptions }
}

function withoutBlocks(result: Result): Rest | Unusable {
  if (result.kind === 'unusable') return result
  const rest: Rest & Partial<Decoded> = { ...result }
  delete rest.pixels
  delete rest.description
  return rest
}

/** The results that were packed; their bytes are views, the pixels' of another block than the descriptions'. */
export function unpackResults({ results, pixels, descriptions }: PackedResults): Result[] {
  const count = descriptions.length / DESCRIPTION_BYTES
  const part = (block: Uint8Array, index: number): Uint8Array =>
    block.subarray((index * block.length) / count, ((index + 1) * block.length) / count)
  let index = 0
  return results.map((result) => {
    if (result.kind === 'unusable') return result
    const views = { pixels: part(pixels, index), description: part(descriptions, index) }
    index++
    return { ...result, ...views }
  })
}

/** Where a file is, as it can be sent: a view would take all of the memory it is part of along. */
export function sendable({ place }: Found): Place {
  return place.kind === 'grey'
    ? { ...place, pixels: new Uint8Array(place.pixels) }
    : { ...place, path: new Uint8Array(place.path) }
}

/** Files of a message at most, and bytes unless a single file has more. */
export const MOST = { files: 16, bytes: 2 ** 22 }

/** Cuts a row of files into messages that take a thread some milliseconds. */
export function* inChunks(found: Iterable<Found>): Iterable<Found[]> {
  let chunk: Found[] = []
  let bytes = 0
  for (const item of found) {
    if (chunk.length === MOST.files || (chunk.length > 0 && bytes + item.bytes > MOST.bytes)) {
      yield chunk
      chunk = []
      bytes = 0
    }
    chunk.push(item)
    bytes += item.bytes
  }
  if (chunk.length > 0) yield chunk
}
