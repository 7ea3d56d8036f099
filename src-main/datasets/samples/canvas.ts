/** Red, green, blue, 0-255. */
export type Colour = readonly [number, number, number]

/** Closed outlines, each a row of x, y pairs with the picture's width as 1; opposite turns cut holes. */
export type Path = readonly (readonly number[])[]

/** How a path is filled; x and y are those of paths. */
export interface Paint {
  colour: Colour
  /** What the colour goes over to, and how far at each place, 0-1. */
  to?: Colour
  mix?(x: number, y: number): number
  /** Opacity, 0-1. */
  alpha?: number | ((x: number, y: number) => number)
}

/** A square picture in the making; colours are floats until the end, so that layers do not round. */
export interface Canvas {
  fill(path: Path, paint: Paint): void
  /** What `draw` fills shows only inside `path`. */
  clip(path: Path, draw: () => void): void
  /** The finished size x size x 3 bytes, with `grain(pixel)` added to all three channels. */
  finish(grain?: (pixel: number) => number): Uint8Array
}

/** Goes from one colour to another; t in [0,1]. */
export function mix(from: Colour, to: Colour, t: number): Colour {
  return [
    from[0] + (to[0] - from[0]) * t,
    from[1] + (to[1] - from[1]) * t,
    from[2] + (to[2] - from[2]) * t
  ]
}

/** Begins a picture of size x size pixels. */
export function createCanvas(size: number): Canvas {
  const pixels = new Float32Array(size * size * 3)
  let mask: Float32Array | undefined

  return {
    fill(path, { colour, to = colour, mix, alpha = 1 }) {
      forCoverage(path, size, (pixel, coverage) => {
        const x = ((pixel % size) + 0.5) / size
        const y = (Math.floor(pixel / size) + 0.5) / size
        const opacity = typeof alpha === 'number' ? alpha : alpha(x, y)
        const weight = coverage * opacity * (mask ? mask[pixel]! : 1)
        if (weight <= 0) return
        const t = mix ? Math.min(1, Math.max(0, mix(x, y))) : 0
        for (let c = 0; c < 3; c++) {
          const paint = colour[c]! + (to[c]! - colour[c]!) * t
          const at = pixel * 3 + c
          pixels[at] = pixels[at]! + (paint - pixels[at]!) * weight
        }
      })
    },
    clip(path, draw) {
      const outer = mask
      const inner = new Float32Array(size * size)
      forCoverage(path, size, (pixel, coverage) => {
        inner[pixel] = coverage * (outer ? outer[pixel]! : 1)
      })
      mask = inner
      draw()
      mask = outer
    },
    finish(grain = () => 0) {
      const bytes = new Uint8ClampedArray(pixels.length)
      for (let pixel = 0; pixel < size * size; pixel++) {
        const extra = grain(pixel)
        for (let c = 0; c < 3; c++) bytes[pixel * 3 + c] = pixels[pixel * 3 + c]! + extra
      }
      return new Uint8Array(bytes.buffer)
    }
  }
}

/**
 * Calls `visit` for each pixel a path touches with the share of it that is inside. The shares are
 * exact: each edge adds the area to its right, and sums along the rows give coverage, as in Raph
 * Levien's font-rs.
 */
function forCoverage(
  path: Path,
  size: number,
  visit: (pixel: number, coverage: number) => void
): void {
  const box = boundsOf(path, size)
  const width = box.right - box.left + 2
  const height = box.bottom - box.top
  if (width <= 2 || height <= 0) return
  const areas = emptied(width * height)
  for (const outline of path) {
    for (let i = 0; i < outline.length; i += 2) {
      const next = (i + 2) % outline.length
      addEdge(
        areas,
        width,
        height,
        outline[i]! * size - box.left,
        outline[i + 1]! * size - box.top,
        outline[next]! * size - box.left,
        outline[next + 1]! * size - box.top
      )
    }
  }
  for (let row = 0; row < height; row++) {
    let sum = 0
    for (let column = 0; column < width; column++) {
      sum += areas[row * width + column]!
      const x = box.left + column
      const coverage = Math.min(1, Math.abs(sum))
      // Sums of floats leave dust where the coverage is none.
      if (coverage > 1e-4 && x >= 0 && x < size) visit((box.top + row) * size + x, coverage)
    }
  }
}

// Reused from fill to fill, which are hundreds a picture and never one inside another.
let scratch = new Float32Array(0)

function emptied(length: number): Float32Array {
  if (scratch.length < length) scratch = new Float32Array(length)
  return scratch.subarray(0, length).fill(0)
}

// In pixels; rows outside the picture are left out, columns kept, as edges count to their right.
function boundsOf(path: Path, size: number) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const outline of path) {
    for (let i = 0; i < outline.length; i += 2) {
      left = Math.min(left, outline[i]!)
      right = Math.max(right, outline[i]!)
      top = Math.min(top, outline[i + 1]!)
      bottom = Math.max(bottom, outline[i + 1]!)
    }
  }
  return {
    left: Math.floor(left * size),
    right: Math.ceil(right * size),
    top: Math.max(0, Math.floor(top * size)),
    bottom: Math.min(size, Math.ceil(bottom * size))
  }
}

function addEdge(
  areas: Float32Array,
  width: number,
  height: number,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number
): void {
  if (fromY === toY) return
  const direction = fromY < toY ? 1 : -1
  const [topX, topY] = direction === 1 ? [fromX, fromY] : [toX, toY]
  const bottomY = direction === 1 ? toY : fromY
  const slope = (toX - fromX) / (toY - fromY)
  let x = topY < 0 ? topX - topY * slope : topX
  const lastRow = Math.min(height, Math.ceil(bottomY))
  for (let row = Math.max(0, Math.floor(topY)); row < lastRow; row++) {
    const drop = Math.min(row + 1, bottomY) - Math.max(row, topY)
    const nextX = x + slope * drop
    addSpan(areas, row * width, Math.min(x, nextX), Math.max(x, nextX), drop * direction)
    x = nextX
  }
}

// One edge within one row: from x0 to x1, `area` being its signed height.
function addSpan(areas: Float32Array, row: number, x0: number, x1: number, area: number): void {
  const first = Math.floor(x0)
  const end = Math.ceil(x1)
  if (end <= first + 1) {
    const right = area * (0.5 * (x0 + x1) - first)
    areas[row + first] = areas[row + first]! + area - right
    areas[row + first + 1] = areas[row + first + 1]! + right
    return
  }
  // The edge crosses several pixels; its area to the left of each border grows piecewise.
  const perPixel = area / (x1 - x0)
  let before = 0
  for (let column = first; column < end; column++) {
    const inX0 = Math.max(x0, column)
    const inX1 = Math.min(x1, column + 1)
    const part = perPixel * (inX1 - inX0)
    const right = part * (0.5 * (inX0 + inX1) - column)
    areas[row + column] = areas[row + column]! + part - right + before
    before = right
  }
  areas[row + end] = areas[row + end]! + before
}
