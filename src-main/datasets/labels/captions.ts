import { LONGEST_VALUE } from './limits.ts'
import { withoutEnding } from './names.ts'
import { cleanText, decodeText, shorten } from './text.ts'

/** Bytes of a file that may be a caption. */
export const LONGEST_CAPTION_FILE = 65_536

/** The captions of pictures, by the path of their files without its ending. */
export interface Captions {
  /** Whether a picture has this path or this path and an ending, so that a text of it is its caption. */
  belongs(file: string): boolean
  /** Takes a text file as a caption; false where its content is none. */
  add(file: string, bytes: Uint8Array): boolean
  captionOf(picture: string): string | undefined
  /** Those that were cut. */
  cut: string[]
}

/** Captions for these pictures: `a.txt` or `a.jpg.txt` beside `a.jpg`. Tags stay one text. */
export function createCaptions(pictures: readonly string[]): Captions {
  let names: Set<string> | undefined
  const captions = new Map<string, string>()
  const cut: string[] = []
  return {
    belongs(file) {
      // Most sources have none, and 100,000 names take a while.
      names ??= new Set([...pictures, ...pictures.map(withoutEnding)])
      return names.has(withoutEnding(file))
    },
    add(file, bytes) {
      const text = cleanText(decodeText(bytes) ?? '')
      // Boxes of detectors lie beside pictures as numbers.
      if (!/\p{L}/u.test(text)) return false
      const caption = shorten(text, LONGEST_VALUE)
      if (caption !== text) cut.push(file)
      captions.set(withoutEnding(file), caption)
      return true
    },
    captionOf: (picture) => captions.get(picture) ?? captions.get(withoutEnding(picture)),
    cut
  }
}
