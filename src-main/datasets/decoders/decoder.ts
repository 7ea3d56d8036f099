import type { RawPicture } from '../decoded.ts'

/** A width and a height in pixels. */
export interface Size {
  width: number
  height: number
}

/** EXIF tag 274: which turn or mirroring makes a stored picture upright; 1 is none. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** How a picture is wanted. */
export interface Request {
  /**
   * The size to make of a picture's own, never larger. Swapping width and height must swap the
   * answer's, since it is asked before the picture is upright.
   */
  scale(size: Size): Size
  /** What shows through where it is transparent, `#rrggbb`. */
  background: string
}

/** A picture out of its file, as it is stored there. */
export interface Loaded {
  /** At least as large as was asked for; a decoder that cannot make it smaller leaves it so. */
  picture: RawPicture
  /** Of the picture in the file, in pixels. */
  width: number
  height: number
  orientation: Orientation
  /** What a person should know although it was taken, one sentence. */
  note?: string
}

/** Decodes all of a file, so that damage anywhere in it is found; throws a refusal. */
export type Decoder = (bytes: Buffer, request: Request) => Loaded | Promise<Loaded>
