/** Where the bytes of one picture are. Plain data, so that it can be sent to a thread. */
export type Place =
  /** A file of its own; the path as bytes, since names need not be valid text. */
  | { kind: 'file'; path: Uint8Array }
  /** A member of a zip: where its local header begins, and how it is packed (0 stored, 8 deflated). */
  | {
      kind: 'zip'
      path: Uint8Array
      offset: number
      packedBytes: number
      bytes: number
      method: 0 | 8
      crc32: number
    }
  /** Grey pixels that need no decoding, width x height bytes, rows first. */
  | { kind: 'grey'; pixels: Uint8Array; width: number; height: number }

/** A file that may be a picture; only its content will tell. */
export interface Found {
  kind: 'found'
  /** Path inside the source, for people, with `/` between its parts. */
  file: string
  place: Place
  /** Length in bytes. */
  bytes: number
  /**
   * When it was last changed, milliseconds since 1970. Of a part of a larger file this is the date of
   * the whole, since archives often give all their members the same one.
   */
  modified: number
}

/** Something in the source that was not read, and why. */
export interface Rejected {
  kind: 'rejected'
  file: string
  /** One sentence. */
  reason: string
}

/** What a source holds, one after another. */
export type Listing = AsyncIterable<Found | Rejected>
