import type { Said } from './embedded.ts'
import { decodeText } from './text.ts'

// IPTC-IIM 4.2: a mark, record, number, length, data. Lengths over 32,767 are written otherwise; words
// are never so long.
const MARK = 0x1c
const HEAD_BYTES = 5
const APPLICATION_RECORD = 2
const KEYWORD = 25
const CAPTION = 120
const LONG = 0x8000

/** Reads keywords and captions out of IPTC data sets; ends where they are damaged. */
export function readIptc(block: Buffer): Said {
  const keywords: string[] = []
  const captions: string[] = []
  let at = 0
  while (at + HEAD_BYTES <= block.length && block[at] === MARK) {
    const length = block.readUInt16BE(at + 3)
    if (length >= LONG) break
    const start = at + HEAD_BYTES
    const list = block[at + 1] === APPLICATION_RECORD ? listOf(block[at + 2]) : undefined
    list?.push(decodeText(block.subarray(start, start + length)) ?? '')
    at = start + length
  }
  return { keywords, captions }

  function listOf(number: number | undefined): string[] | undefined {
    return number === KEYWORD ? keywords : number === CAPTION ? captions : undefined
  }
}
