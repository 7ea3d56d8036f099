import type { IncomingMessage } from 'node:http'
import { StudioError } from '../contract/errors.ts'

/** How much of request bodies is taken into memory. */
export interface BodyLimits {
  /** Bytes of one file. */
  each: number
  /** Bytes of all files on their way at one time. */
  together: number
}

// A picture of 268 megapixels, the most that is decoded, fits uncompressed only at 8 bits grey;
// as JPEG, PNG or TIFF as cameras write them it stays far below.
export const BODY_LIMITS: BodyLimits = { each: 256 * 2 ** 20, together: 512 * 2 ** 20 }

/** Reads request bodies into memory, so that neither one file nor many at once can fill it. */
export function createBodyReader(
  limits: BodyLimits = BODY_LIMITS
): (request: IncomingMessage) => Promise<Uint8Array> {
  let held = 0
  return async (request) => {
    // Refused before a byte is read where the length is honest.
    if (Number(request.headers['content-length'] ?? 0) > limits.each) throw tooLarge(limits.each)
    const chunks: Buffer[] = []
    let length = 0
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        chunks.push(chunk)
        length += chunk.byteLength
        held += chunk.byteLength
        if (length > limits.each) throw tooLarge(limits.each)
        if (held > limits.together) throw tooMany(limits.together)
      }
      return Buffer.concat(chunks, length)
    } finally {
      held -= length
    }
  }
}

function tooLarge(limit: number): StudioError {
  return new StudioError(
    'upload/too-large',
    `The file is larger than ${limit / 2 ** 20} MiB; leave it out, or save it smaller.`
  )
}

function tooMany(limit: number): StudioError {
  return new StudioError(
    'upload/too-many',
    `More than ${limit / 2 ** 20} MiB of uploads are on their way at once; send fewer files together.`
  )
}
