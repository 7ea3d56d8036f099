/** Places along a line or over a square, in which points are counted; what lies beyond is counted apart. */
export interface Cells {
  dims: 1 | 2
  /** Half of the line or of the square's side. */
  reach: number
  /** Along each side. */
  count: number
}

/** The middle of each place, [N,dims], by rows from the lower left. */
export function middles({ dims, reach, count }: Cells): Float32Array {
  const at = (cell: number): number => -reach + ((cell + 0.5) * 2 * reach) / count
  const line = Array.from({ length: count }, (_, cell) => at(cell))
  return Float32Array.from(dims === 1 ? line : line.flatMap((y) => line.flatMap((x) => [x, y])))
}

/** Shares of points [N,dims] in each place, and last of those beyond. */
export function sharesOf(points: Float32Array, { dims, reach, count }: Cells): Float64Array {
  const shares = new Float64Array(count ** dims + 1)
  const cellOf = (value: number): number => Math.floor(((value + reach) * count) / (2 * reach))
  const isInside = (cell: number): boolean => cell >= 0 && cell < count
  for (let at = 0; at < points.length; at += dims) {
    const across = cellOf(points[at]!)
    const up = dims === 1 ? 0 : cellOf(points[at + 1]!)
    const place = isInside(across) && isInside(up) ? up * count + across : count ** dims
    shares[place]! += dims / points.length
  }
  return shares
}

/**
 * The same for a curve: equal shares lie between neighbours of `line`, the images of a line of z that is cut into
 * pieces of equal probability. Without the noise that counting points has.
 */
export function sharesAlong(line: Float32Array, { reach, count }: Cells): Float64Array {
  const shares = new Float64Array(count + 1)
  const width = (2 * reach) / count
  const pieces = line.length - 1
  for (let piece = 0; piece < pieces; piece++) {
    const low = Math.min(line[piece]!, line[piece + 1]!)
    const high = Math.max(line[piece]!, line[piece + 1]!)
    spreadOver(low, high, 1 / pieces)
  }
  return shares

  function spreadOver(low: number, high: number, mass: number): void {
    if (!(low > -reach && high < reach)) return void (shares[count]! += mass)
    const [first, last] = [low, high].map((x) => Math.floor((x + reach) / width)) as [
      number,
      number
    ]
    if (first === last) return void (shares[first]! += mass)
    for (let cell = first; cell <= last; cell++) {
      const from = Math.max(low, -reach + cell * width)
      const to = Math.min(high, -reach + (cell + 1) * width)
      shares[cell]! += (mass * (to - from)) / (high - low)
    }
  }
}

/** JS(p, q) = KL(p ‖ m) / 2 + KL(q ‖ m) / 2 with m = (p + q) / 2, of shares, in nats: 0 to ln 2. */
export function jensenShannon(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < p.length; at++) {
    const middle = (p[at]! + q[at]!) / 2
    if (p[at]! > 0) sum += p[at]! * Math.log(p[at]! / middle)
    if (q[at]! > 0) sum += q[at]! * Math.log(q[at]! / middle)
  }
  return sum / 2
}

/** Evenly spaced places of equal probability between them: the quantiles of z along a line. */
export function quantiles(distribution: 'uniform' | 'normal', count: number): Float32Array {
  const share = (at: number): number => (at + 0.5) / count
  return Float32Array.from({ length: count }, (_, at) =>
    distribution === 'uniform' ? 2 * share(at) - 1 : normalQuantile(share(at))
  )
}

// Newton's method on the distribution function, from its own slope in the middle.
function normalQuantile(share: number): number {
  let x = 0
  for (let step = 0; step < 60; step++) {
    const slope = Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI)
    const miss = normalShare(x) - share
    // Far out the slope is small; a step of at most a half keeps it from leaping away.
    x -= Math.max(-0.5, Math.min(0.5, miss / slope))
  }
  return x
}

/** The share of the standard normal distribution below x (Abramowitz and Stegun 1964, 26.2.17; to 7.5e-8). */
export function normalShare(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x))
  const tail =
    (Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return x < 0 ? tail : 1 - tail
}
