import { drawGlyphs } from './glyphs.ts'
import { createCanvas, paste, type Canvas } from './images.ts'

/** Pictures of one sum: for each term its mean and exemplars, then the result and its neighbours. */
export interface ArithmeticPictures {
  terms: { weight: number; mean: Uint8Array; exemplars: Uint8Array[] }[]
  result: Uint8Array
  neighbours: Uint8Array[]
}

// In pixels.
const GAP = 2
// The result is the middle one of three by three.
const AROUND = 3

/**
 * The row of Radford et al. 2015, figure 7: over each term's mean its exemplars, signs between the
 * means, and the result in the middle of its neighbours. Weights other than 1 stand under their means.
 * Pictures have size x size pixels and are enlarged `scale` times.
 */
export function composeArithmetic(
  { terms, result, neighbours }: ArithmeticPictures,
  size: number,
  scale: number
): Canvas {
  const { canvas, middle, cell, columns, resultLeft } = layRow(
    terms.map(({ weight, exemplars }) => ({ weight, exemplars: exemplars.length })),
    size * scale
  )
  const put = (picture: Uint8Array, left: number, top: number): void =>
    paste(canvas, picture, size, left, top, scale)
  const dot = Math.max(1, Math.round(cell / 24))
  const sign = (text: string, left: number): void => drawGlyphs(canvas, text, left, middle, 2 * dot)

  columns.forEach(({ left, rows, wide, signAt }, place) => {
    const { weight, mean, exemplars } = terms[place]!
    const top = middle - Math.round(cell / 2)
    const width = extent(wide, cell)
    const meanLeft = left + Math.round((width - cell) / 2)
    put(mean, meanLeft, top)
    exemplars.forEach((picture, index) => {
      const row = Math.floor(index / wide)
      const y = top - apart(cell) - extent(rows, cell) + row * (cell + GAP)
      put(picture, left + (index % wide) * (cell + GAP), y)
    })
    if (signAt !== undefined) sign(weight < 0 ? '−' : '+', signAt)
    const label = weightLabel(weight)
    if (label) drawGlyphs(canvas, label, meanLeft + cell / 2, top + cell + GAP + 5 * dot, dot)
  })
  sign('=', resultLeft - signWidth(cell) / 2)

  const around = [...neighbours.slice(0, 4), result, ...neighbours.slice(4)]
  const top = middle - Math.round(extent(AROUND, cell) / 2)
  around.forEach((picture, index) => {
    const row = Math.floor(index / AROUND)
    put(picture, resultLeft + (index % AROUND) * (cell + GAP), top + row * (cell + GAP))
  })
  return canvas
}

interface Column {
  left: number
  /** Of its exemplars. */
  rows: number
  wide: number
  /** The middle of the sign before it; the first term has one only where it is taken away. */
  signAt: number | undefined
}

/** Where everything of a row stands, and room for it; `cell` is a picture's side on it. */
function layRow(terms: readonly { weight: number; exemplars: number }[], cell: number) {
  let at = GAP
  const columns = terms.map(({ weight, exemplars }, place): Column => {
    const hasSign = place > 0 || weight < 0
    const signAt = hasSign ? at + signWidth(cell) / 2 : undefined
    if (hasSign) at += signWidth(cell)
    // A column of three as in the paper; more become a block.
    const rows = Math.max(Math.min(3, exemplars), Math.ceil(Math.sqrt(exemplars)))
    const wide = Math.ceil(exemplars / rows)
    const left = at
    at += extent(wide, cell)
    return { left, rows, wide, signAt }
  })
  const resultLeft = at + signWidth(cell)
  const tallest = Math.max(...columns.map(({ rows }) => rows))
  const above = Math.max(extent(tallest, cell) + apart(cell) + cell / 2, extent(AROUND, cell) / 2)
  const below = extent(AROUND, cell) / 2
  const middle = GAP + Math.round(above)
  const width = resultLeft + extent(AROUND, cell) + GAP
  const canvas = createCanvas(width, middle + Math.ceil(below) + GAP)
  return { canvas, middle, cell, columns, resultLeft }
}

function extent(count: number, cell: number): number {
  return count * cell + (count - 1) * GAP
}

// Exemplars stand further from their mean than from each other.
function apart(cell: number): number {
  return Math.round(cell / 8)
}

function signWidth(cell: number): number {
  return Math.round(cell * 0.75)
}

// As people write it: ×1.5, and none for 1.
function weightLabel(weight: number): string | undefined {
  const amount = Math.abs(weight)
  return amount === 1 ? undefined : `×${Number(amount.toFixed(2))}`
}
