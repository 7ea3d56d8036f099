import type { Container } from './container.ts'

// Markers of ITU T.81, B.1.1.3; the frames are those of baseline and extended sequential coding.
const START_OF_SCAN = 0xda
const SEQUENTIAL_FRAMES = new Set([0xc0, 0xc1])
const PROGRESSIVE_FRAME = 0xc2
const APPLICATION_0 = 0xe0
const APPLICATION_14 = 0xee
const END_OF_IMAGE = Buffer.of(0xff, 0xd9)

interface Segment {
  marker: number
  /** Where its content begins, behind marker and length. */
  start: number
  /** Where the next one begins. */
  end: number
}

/** The segments before the first pixels, of which the last one starts a scan where all are there. */
function* segments(bytes: Buffer): Iterable<Segment> {
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!
    // Any number of fill bytes may stand before a marker (B.1.1.2).
    if (marker === 0xff) {
      at++
      continue
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    yield { marker, start: at + 4, end }
    if (marker === START_OF_SCAN) return
    at = end
  }
}

/** Looks for the end mark of a JPEG behind its headers, whose thumbnails have end marks of their own. */
export function inspectJpeg(bytes: Buffer): Container {
  let last: Segment | undefined
  for (const segment of segments(bytes)) last = segment
  if (last?.marker === START_OF_SCAN) return { cutOff: !bytes.includes(END_OF_IMAGE, last.start) }
  return { cutOff: (last?.end ?? 2) + 4 > bytes.length }
}

/**
 * The same JPEG without what libjpeg warns of although the picture is whole: unknown revisions of JFIF,
 * unknown colours of Adobe's, and scans of cameras that leave out what only progressive ones need.
 * What it warns of after that is damage.
 */
export function withoutOddities(bytes: Buffer): Buffer {
  const changes: [at: number, value: number][] = []
  let isSequential = false
  let channels = 0
  let adobe = 0
  for (const { marker, start, end } of segments(bytes)) {
    if (end > bytes.length) break
    const content = bytes.subarray(start, end)
    if (SEQUENTIAL_FRAMES.has(marker) || marker === PROGRESSIVE_FRAME) {
      isSequential = marker !== PROGRESSIVE_FRAME
      channels = content[5] ?? 0
    } else if (marker === APPLICATION_0 && hasName(content, 'JFIF\0')) {
      changes.push([start + 5, 1])
    } else if (marker === APPLICATION_14 && hasName(content, 'Adobe') && content[11]! > 2) {
      adobe = start + 11
    } else if (marker === START_OF_SCAN && isSequential) {
      // All 64 coefficients, at their full precision.
      changes.push([end - 3, 0], [end - 2, 63], [end - 1, 0])
    }
  }
  // YCCK or YCbCr, for which libjpeg takes whatever it does not know.
  if (adobe > 0) changes.push([adobe, channels === 4 ? 2 : 1])
  if (changes.every(([at, value]) => bytes[at] === value)) return bytes
  const tidied = Buffer.from(bytes)
  for (const [at, value] of changes) tidied[at] = value
  return tidied
}

function hasName(content: Buffer, name: string): boolean {
  return content.length > name.length && content.toString('latin1', 0, name.length) === name
}
