// Control characters, halves of characters, line and paragraph separators, and marks that turn the
// direction of what follows.
const UNWANTED = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069\ufeff\ufffd\s]+/gu

/** Text from a file as one line for people: it is only ever data, whatever it says. */
export function cleanText(text: string): string {
  return text.replace(UNWANTED, ' ').trim()
}

/** The first `most` UTF-16 units of a text, without half a character at its end. */
export function shorten(text: string, most: number): string {
  return text.length <= most
    ? text
    : text
        .slice(0, most)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()
}

const MARKS: [mark: number[], encoding: 'utf-16le' | 'utf-16be'][] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be']
]

/** The text in a file: UTF-16 where it is marked, UTF-8 where it is, else Latin-1; undefined for other data. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const marked = MARKS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))
  if (marked) return new TextDecoder(marked[1]).decode(bytes)
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}
