/** Cells along a side of a description's luma, of each of its two chroma planes, and of its detail. */
export const GRIDS = { luma: 12, chroma: 6, detail: 4 } as const

const LUMA_CELLS = GRIDS.luma ** 2
const CHROMA_CELLS = GRIDS.chroma ** 2
const DETAIL_CELLS = GRIDS.detail ** 2

/** Where each plane of a description begins. */
export const PLANES = {
  luma: 0,
  blue: LUMA_CELLS,
  red: LUMA_CELLS + CHROMA_CELLS,
  detail: LUMA_CELLS + 2 * CHROMA_CELLS
} as const

/** Changes when a description would be another one of the same picture. */
export const DESCRIPTION_VERSION = 1

/** The length of a description, whatever the picture's size and channels. */
export const DESCRIPTION_BYTES = PLANES.detail + DETAIL_CELLS

/** The byte of no colour in the chroma planes. */
export const NEUTRAL = 128

/** Bytes of detail are so many to a level: neighbouring pixels seldom differ by more than 64 on average. */
export const DETAIL_SCALE = 4

/**
 * What similar pictures have in common, in `DESCRIPTION_BYTES` bytes: soft thumbnails of luma (12 x 12),
 * Cb and Cr (6 x 6 each, 128 is none) as JPEG has them, and how much neighbouring pixels differ in each
 * of 4 x 4 cells. `pixels` are size x size x channels bytes, rows first; `size` is a multiple of 4 from
 * 16 on.
 */
export function describePicture(
  pixels: Uint8Array,
  size: number,
  channels: 1 | 3
): Uint8Array<ArrayBuffer> {
  const means = averageCells(pixels, size, channels)
  const luma = new Float32Array(LUMA_CELLS)
  const blue = new Float32Array(CHROMA_CELLS)
  const red = new Float32Array(CHROMA_CELLS)
  const [toGreen, toBlue] = channels === 1 ? [0, 0] : [1, 2]
  for (let cell = 0; cell < LUMA_CELLS; cell++) {
    const r = means[cell * channels]!
    const g = means[cell * channels + toGreen]!
    const b = means[cell * channels + toBlue]!
    const y = 0.299 * r + 0.587 * g + 0.114 * b
    const column = cell % GRIDS.luma
    const row = (cell - column) / GRIDS.luma
    const chroma = (row >> 1) * GRIDS.chroma + (column >> 1)
    luma[cell] = y
    // A quarter: four cells of luma are one of chroma.
    blue[chroma]! += (0.564 * (b - y)) / 4
    red[chroma]! += (0.713 * (r - y)) / 4
  }

  // Rounds and clamps by itself.
  const description = new Uint8ClampedArray(DESCRIPTION_BYTES)
  put(description, PLANES.luma, soften(luma, GRIDS.luma), 0)
  put(description, PLANES.blue, soften(blue, GRIDS.chroma), NEUTRAL)
  put(description, PLANES.red, soften(red, GRIDS.chroma), NEUTRAL)
  put(description, PLANES.detail, measureDetail(pixels, size, channels), 0)
  return new Uint8Array(description.buffer)
}

function put(
  description: Uint8ClampedArray,
  at: number,
  values: Float32Array,
  offset: number
): void {
  for (let i = 0; i < values.length; i++) description[at + i] = values[i]! + offset
}

// Means of 12 x 12 equal cells, which may cut through pixels: rows are gathered first, then columns.
function averageCells(pixels: Uint8Array, size: number, channels: 1 | 3): Float32Array {
  const rowBytes = size * channels
  const bands = new Float32Array(GRIDS.luma * rowBytes)
  for (let y = 0; y < size; y++) {
    const { band, share } = shareOf(y, size)
    const [from, to] = [y * rowBytes, band * rowBytes]
    for (let i = 0; i < rowBytes; i++) bands[to + i]! += pixels[from + i]! * share
    if (share === 1) continue
    for (let i = 0; i < rowBytes; i++) bands[to + rowBytes + i]! += pixels[from + i]! * (1 - share)
  }
  const means = new Float32Array(GRIDS.luma * GRIDS.luma * channels)
  const scale = (GRIDS.luma / size) ** 2
  for (let x = 0; x < size; x++) {
    const { band, share } = shareOf(x, size)
    for (let row = 0; row < GRIDS.luma; row++) {
      for (let c = 0; c < channels; c++) {
        const value = bands[row * rowBytes + x * channels + c]! * scale
        const to = (row * GRIDS.luma + band) * channels + c
        means[to]! += value * share
        if (share < 1) means[to + channels]! += value * (1 - share)
      }
    }
  }
  return means
}

// In which of 12 bands a row of pixels begins, and how much of it lies there; the rest, as long as a
// picture has 12 pixels, lies in the next one.
function shareOf(row: number, size: number): { band: number; share: number } {
  const band = Math.floor((row * GRIDS.luma) / size)
  return { band, share: Math.min(1, ((band + 1) * size) / GRIDS.luma - row) }
}

// Weighs each cell with its neighbours, 1 2 1 in both directions, mirrored at the edges: then a small
// shift changes every cell by its slope, which `distance.ts` counts on.
function soften(values: Float32Array, grid: number): Float32Array {
  const across = softenLines(values, grid, 1, grid)
  return softenLines(across, grid, grid, 1)
}

function softenLines(
  values: Float32Array,
  grid: number,
  along: number,
  toNext: number
): Float32Array {
  const result = new Float32Array(values.length)
  for (let line = 0; line < grid; line++) {
    const first = line * toNext
    const last = first + (grid - 1) * along
    result[first] = (3 * values[first]! + values[first + along]!) / 4
    for (let i = first + along; i < last; i += along) {
      result[i] = (values[i - along]! + 2 * values[i]! + values[i + along]!) / 4
    }
    result[last] = (values[last - along]! + 3 * values[last]!) / 4
  }
  return result
}

// Mean absolute difference to the pixels on the left and above, of green where there is colour.
function measureDetail(pixels: Uint8Array, size: number, channels: 1 | 3): Float32Array {
  const sums = new Float32Array(DETAIL_CELLS)
  const rowBytes = size * channels
  const cell = size / GRIDS.detail
  const green = channels >> 1
  for (let row = 0; row < GRIDS.detail; row++) {
    for (let column = 0; column < GRIDS.detail; column++) {
      let sum = 0
      for (let y = Math.max(1, row * cell); y < (row + 1) * cell; y++) {
        const line = y * rowBytes + green
        for (let x = Math.max(1, column * cell); x < (column + 1) * cell; x++) {
          const at = line + x * channels
          const value = pixels[at]!
          sum += Math.abs(value - pixels[at - channels]!) + Math.abs(value - pixels[at - rowBytes]!)
        }
      }
      sums[row * GRIDS.detail + column] = (DETAIL_SCALE * sum) / (2 * cell * cell)
    }
  }
  return sums
}
