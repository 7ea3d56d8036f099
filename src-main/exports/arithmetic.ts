import { createCanvas, paste, type Canvas } from './images.ts'

/** The pictures of one sum: for each term its mean and exemplars, then the result and its neighbours. */
export interface ArithmeticPictures {
  terms: { sign: 1 | -1; mean: Uint8Array; exemplars: Uint8Array[] }[]
  result: Uint8Array
  neighbours: Uint8Array[]
}

const INK = [225, 225, 228] as const

/**
 * The row of Radford et al. 2015, figure 7: each term's mean under its exemplars, signs between them,
 * an equals sign, and the result in the middle of its neighbours.
 */
export function composeArithmetic(
  { terms, result, neighbours }: ArithmeticPictures,
  size: number,
  scale: number
): Canvas {
  const cell = size * scale
  const gap = 2
  const sign = Math.round(cell * 0.75)
  const square = 3 * cell + 2 * gap
  const canvas = createCanvas(
    terms.length * (cell + sign) + square + 2 * gap,
    Math.max(square, 4 * cell + 4 * gap) + 2 * gap
  )
  const middle = Math.round(canvas.height / 2)
  let left = gap

  terms.forEach(({ mean, exemplars, sign: signed }, index) => {
    // The mean stands in the middle row; up to three exemplars above and below would hide the sum,
    // so they are drawn at a third of the size above it.
    const top = middle - Math.round(cell / 2)
    paste(canvas, mean, size, left, top, scale)
    const small = Math.max(1, Math.floor(scale / 3))
    exemplars.slice(0, 3).forEach((picture, row) => {
      paste(canvas, picture, size, left + row * (size * small + 1), top - size * small - gap, small)
    })
    left += cell
    const next = terms[index + 1]
    drawSign(canvas, left, middle, sign, next ? (next.sign === 1 ? 'plus' : 'minus') : 'equals')
    if (index === 0 && signed === -1) drawSign(canvas, 0, middle, gap * 2, 'minus')
    left += sign
  })

  const around = [...neighbours.slice(0, 4), result, ...neighbours.slice(4, 8)]
  around.forEach((picture, index) => {
    const x = left + (index % 3) * (cell + gap)
    const y = middle - Math.round(square / 2) + Math.floor(index / 3) * (cell + gap)
    paste(canvas, picture, size, x, y, scale)
  })
  return canvas
}

type Sign = 'plus' | 'minus' | 'equals'

// Bars as fractions of the sign's width: [x, y, width, height] from its centre.
const BARS: Record<Sign, readonly (readonly [number, number, number, number])[]> = {
  plus: [
    [0, 0, 0.4, 0.08],
    [0, 0, 0.08, 0.4]
  ],
  minus: [[0, 0, 0.4, 0.08]],
  equals: [
    [0, -0.1, 0.4, 0.08],
    [0, 0.1, 0.4, 0.08]
  ]
}

function drawSign(canvas: Canvas, left: number, middle: number, width: number, sign: Sign): void {
  for (const [x, y, w, h] of BARS[sign]) {
    const centreX = left + width / 2 + x * width
    const centreY = middle + y * width
    fill(canvas, centreX - (w * width) / 2, centreY - (h * width) / 2, w * width, h * width)
  }
}

function fill(canvas: Canvas, left: number, top: number, width: number, height: number): void {
  const columns = Math.max(1, Math.round(width))
  const rows = Math.max(1, Math.round(height))
  for (let y = Math.round(top); y < Math.round(top) + rows; y++) {
    for (let x = Math.round(left); x < Math.round(left) + columns; x++) {
      canvas.pixels.set(INK, (y * canvas.width + x) * 3)
    }
  }
}
