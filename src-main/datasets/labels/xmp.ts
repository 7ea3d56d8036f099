import type { Said } from './embedded.ts'
import { decodeText } from './text.ts'

const LONGEST_PACKET = 1 << 20
const MOST_STARS = 5

/**
 * Reads keywords, description and rating out of an XMP packet (ISO 16684-1). By their usual names and
 * without an XML parser, of which XMP needs little and a hostile file could make too much.
 */
export function readXmp(packet: Buffer): Said {
  const text = decodeText(packet.subarray(0, LONGEST_PACKET)) ?? ''
  const stars = Number(/\bxmp:Rating\s*(?:=\s*["']|>)\s*(\d)/.exec(text)?.[1])
  return {
    keywords: itemsOf(text, 'dc:subject'),
    captions: itemsOf(text, 'dc:description'),
    ...(stars >= 1 && stars <= MOST_STARS && { rating: stars })
  }
}

// The items of the first list of this name. By places and not by a pattern, whose time could grow
// with the square of the text's length.
function itemsOf(text: string, name: string): string[] {
  const list = between(text, `<${name}`, `</${name}>`, 0)?.text ?? ''
  const items: string[] = []
  let at = 0
  for (;;) {
    const item = between(list, '<rdf:li', '</rdf:li>', at)
    if (!item) return items
    items.push(unescape(item.text.slice(item.text.indexOf('>') + 1)))
    at = item.end
  }
}

function between(text: string, open: string, close: string, from: number) {
  const start = text.indexOf(open, from)
  const end = start < 0 ? -1 : text.indexOf(close, start)
  return end < 0
    ? undefined
    : { text: text.slice(start + open.length, end), end: end + close.length }
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescape(text: string): string {
  return text.replace(/&(#x?)?(\w{1,8});/gi, (whole, kind: string | undefined, name: string) => {
    if (kind === undefined) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name]! : whole
    const code = Number.parseInt(name, kind.length === 2 ? 16 : 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
