import type { Container } from './container.ts'

const EXTENSION = 0x21
const IMAGE = 0x2c
const TRAILER = 0x3b
const SCREEN_BYTES = 13
const IMAGE_BYTES = 10

/** Walks the blocks of a GIF (GIF89a, appendix A) to its trailer without unpacking any of them. */
export function inspectGif(bytes: Buffer): Container {
  let at = SCREEN_BYTES + tableBytes(bytes[10])
  while (at < bytes.length) {
    const block = bytes[at]
    if (block === TRAILER) return { cutOff: false }
    if (block === EXTENSION) {
      at = afterBlocks(bytes, at + 2)
    } else if (block === IMAGE) {
      // One byte of the code's width stands before the pixels.
      at = afterBlocks(bytes, at + IMAGE_BYTES + tableBytes(bytes[at + 9]) + 1)
    } else if (block === 0) {
      // Some writers leave an empty block between two others.
      at++
    } else {
      // Nothing that is known: the decoder has to judge.
      return { cutOff: false }
    }
  }
  return { cutOff: true }
}

function tableBytes(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}

// Each block begins with its length; one of no bytes is the last.
function afterBlocks(bytes: Buffer, start: number): number {
  let at = start
  while (at < bytes.length && bytes[at] !== 0) at += bytes[at]! + 1
  return at + 1
}
