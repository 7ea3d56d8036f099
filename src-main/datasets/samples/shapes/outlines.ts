import type { Path } from '../canvas.ts'
import { blob, ellipse, ring, type Point } from '../paths.ts'

type Corner = readonly [number, number]

// The star's inner corners: those of a pentagram lie at 0.38, which looks thin at 16 px.
const STAR_WAIST = 0.46
// Arms of the cross.
const ARM = 0.34

const corners = (count: number, first: number, radius = (_: number): number => 1): Corner[] =>
  Array.from({ length: count }, (_, i) => {
    const turn = first + (2 * Math.PI * i) / count
    return [radius(i) * Math.cos(turn), radius(i) * Math.sin(turn)]
  })

// Around (0, 0), within a circle of radius 1, y down; each fills about as much as the others.
const OUTLINES = {
  circle: () => ellipse([0, 0], 0.9, 0.9),
  square: () => polygon(corners(4, Math.PI / 4, () => 1.13)),
  triangle: () => polygon(corners(3, -Math.PI / 2, () => 1.15).map(([x, y]) => [x, y + 0.18])),
  star: () => polygon(corners(10, -Math.PI / 2, (i) => (i % 2 === 0 ? 1.12 : 1.12 * STAR_WAIST))),
  diamond: () =>
    polygon([
      [0, -1.15],
      [0.76, 0],
      [0, 1.15],
      [-0.76, 0]
    ]),
  cross: () =>
    polygon([
      [-ARM, -1],
      [ARM, -1],
      [ARM, -ARM],
      [1, -ARM],
      [1, ARM],
      [ARM, ARM],
      [ARM, 1],
      [-ARM, 1],
      [-ARM, ARM],
      [-1, ARM],
      [-1, -ARM],
      [-ARM, -ARM]
    ]),
  heart: () => {
    const side: Point[] = [
      [0.26, -0.86],
      [0.68, -0.94],
      [1.02, -0.6],
      [0.98, -0.12],
      [0.6, 0.42],
      [0.22, 0.8]
    ]
    // The dip and the point are said twice, which makes a smooth line turn sharply there.
    const [dip, foot]: Point[] = [
      [0, -0.56],
      [0, 1]
    ]
    const mirrored = side.map(([x, y]): Point => [-x, y]).reverse()
    return blob([dip!, dip!, ...side, foot!, foot!, ...mirrored])
  },
  ring: () => ring(ellipse([0, 0], 0.98, 0.98), ellipse([0, 0], 0.5, 0.5))
} satisfies Record<string, () => Path>

/** What a shape can be. */
export type ShapeKind = keyof typeof OUTLINES
export const SHAPE_KINDS = Object.keys(OUTLINES) as ShapeKind[]

/** A shape's outline; lengths as parts of the picture's width, `turn` in radians, clockwise. */
export function shapeOutline(kind: ShapeKind, centre: Point, radius: number, turn: number): Path {
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)]
  return OUTLINES[kind]().map((outline) => {
    const placed: number[] = []
    for (let i = 0; i < outline.length; i += 2) {
      const [x, y] = [outline[i]!, outline[i + 1]!]
      placed.push(centre[0] + radius * (x * cosine - y * sine))
      placed.push(centre[1] + radius * (x * sine + y * cosine))
    }
    return placed
  })
}

function polygon(points: readonly Corner[]): Path {
  return [points.flat()]
}
