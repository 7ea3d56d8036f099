import { SIDE, type Entry } from './entry.ts'
import { pack, store } from './samples.ts'

const bytes = (header: string, pixels: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(header), pixels])
const numbers = (samples: readonly number[]): string => samples.join(' ')

// In bitmaps 1 is black.
const inverted = (samples: readonly number[]): number[] => samples.map((bit) => 1 - bit)

function arbitrary(depth: number, most: number, type: string): string {
  return `P7\n# by code\nWIDTH ${SIDE}\nHEIGHT ${SIDE}\nDEPTH ${depth}\nMAXVAL ${most}\nTUPLTYPE ${type}\nENDHDR\n`
}

/** PBM, PGM, PPM and PAM in every writing. */
export function portableEntries(): Entry[] {
  const bit = store('grey', 1)
  const grey = store('grey', 8)
  const deep = store('grey', 16)
  const rgb = store('rgb', 8)
  const deepRgb = store('rgb', 16)
  const four = store('rgb', 4)
  const greyAlpha = store('grey-alpha', 8)
  const rgba = store('rgba', 16)
  const size = `${SIDE} ${SIDE}`
  const files: Record<string, [Buffer, Uint8Array]> = {
    'text.pbm': [
      bytes(`P1 ${size}\n${numbers(inverted(bit.samples))}\n`, Buffer.alloc(0)),
      bit.shown
    ],
    'dense.pbm': [
      bytes(`P1 ${size}\n${inverted(bit.samples).join('')}`, Buffer.alloc(0)),
      bit.shown
    ],
    'text.pgm': [
      bytes(`P2\n# grey\n${size}\n255\n${numbers(grey.samples)}\n`, Buffer.alloc(0)),
      grey.shown
    ],
    'text.ppm': [bytes(`P3 ${size} 255\n${numbers(rgb.samples)}\n`, Buffer.alloc(0)), rgb.shown],
    'bits.pbm': [bytes(`P4 ${size}\n`, pack(inverted(bit.samples), SIDE, 1)), bit.shown],
    'bytes.pgm': [bytes(`P5 ${size} 255\n`, Buffer.from(grey.samples)), grey.shown],
    'bytes-16.pgm': [bytes(`P5 ${size} 65535\n`, pack(deep.samples, SIDE, 16)), deep.shown],
    'bytes.ppm': [bytes(`P6\n#a\n#b\n${size}\n255\n`, Buffer.from(rgb.samples)), rgb.shown],
    'bytes-16.ppm': [
      bytes(`P6 ${size} 65535\n`, pack(deepRgb.samples, SIDE * 3, 16)),
      deepRgb.shown
    ],
    'levels-15.ppm': [bytes(`P6 ${size} 15\n`, Buffer.from(four.samples)), four.shown],
    'grey-alpha.pam': [
      bytes(arbitrary(2, 255, 'GRAYSCALE_ALPHA'), Buffer.from(greyAlpha.samples)),
      greyAlpha.shown
    ],
    'rgba-16.pam': [
      bytes(arbitrary(4, 65_535, 'RGB_ALPHA'), pack(rgba.samples, SIDE * 4, 16)),
      rgba.shown
    ]
  }
  return Object.entries(files).map(([name, [content, pixels]]) => ({
    name,
    bytes: content,
    expected: { pixels }
  }))
}
