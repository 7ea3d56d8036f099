import type { Container } from './container.ts'

const END_OF_IMAGE = Buffer.of(0xff, 0xd9)
const START_OF_SCAN = 0xda

/** Looks for the end mark of a JPEG behind its headers, whose thumbnails have end marks of their own. */
export function inspectJpeg(bytes: Buffer): Container {
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]
    // Any number of fill bytes may stand before a marker (ITU T.81, B.1.1.2).
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === START_OF_SCAN) return { cutOff: !bytes.includes(END_OF_IMAGE, at) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return { cutOff: at + 4 > bytes.length }
}
