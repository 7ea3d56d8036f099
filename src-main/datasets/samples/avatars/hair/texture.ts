import type { Random } from '../../../../engine/random.ts'
import { mix, type Canvas, type Colour, type Path } from '../../canvas.ts'
import { curve, ellipse, stroke, type Point } from '../../paths.ts'
import type { Face } from '../face.ts'
import type { Portrait } from '../portrait.ts'
import type { Hair } from './style.ts'

/** The colours of a mass of hair, from where light falls on it to where it lies in its own shade. */
export interface Shades {
  light: Colour
  shade: Colour
  /** How far from light to shade at a place, 0-1. */
  depth(x: number, y: number): number
}

/** Fills a mass of hair. */
export function paintMass(canvas: Canvas, outline: Path, { light, shade, depth }: Shades): void {
  canvas.fill(outline, { colour: light, to: shade, mix: depth })
}

/** Curls along lines, each lit from above: discs of about `radius` that lie on one another at random. */
export function paintCurls(
  canvas: Canvas,
  lines: readonly (readonly Point[])[],
  radius: number,
  { light, shade, depth }: Shades,
  random: Random
): void {
  const places = lines.flatMap((line) => evenly(line, radius * 1.25))
  while (places.length > 0) {
    const [[x, y]] = places.splice(random.integer(places.length), 1) as [Point]
    const own = radius * (0.72 + 0.6 * random.uniform())
    const place: Point = [
      x + radius * 0.9 * (random.uniform() - 0.5),
      y + radius * 0.9 * (random.uniform() - 0.5)
    ]
    const base = depth(x, y)
    canvas.fill(ellipse(place, own, own), {
      colour: light,
      to: shade,
      mix: (px, py) =>
        base * 0.8 - 0.12 + 0.42 * (Math.hypot(px - place[0], py - place[1] + 0.6 * own) / own) ** 2
    })
  }
}

/** Lines in the direction that hair falls, and a shine across them. */
export function paintStrands({ canvas, face, colours }: Portrait, hair: Hair): void {
  const { unit } = face
  for (const [i, strand] of strandsOf(face, hair).entries()) {
    canvas.fill(stroke(curve(strand), (i % 3 === 1 ? 0.06 : 0.045) * unit, 0.15), {
      colour: i % 3 === 1 ? colours.hairLight : colours.hairShade,
      alpha: 0.42
    })
  }
  // The shine follows the crown, on the side of the light.
  const shine = [-0.42, -0.2, 0, 0.2, 0.42].map((turn): Point => {
    const at = turn + 0.42 * face.light
    return face.around(Math.sin(at) * 0.86, -Math.cos(at) * 1.1 - hair.volume * 0.2)
  })
  canvas.fill(stroke(curve(shine), 0.13 * unit, 0.1), {
    colour: mix(colours.hairLight, WHITE, 0.45),
    alpha: 0.28
  })
}

const WHITE: Colour = [255, 252, 246]

function strandsOf({ around, at }: Face, hair: Hair): Point[][] {
  const { front, parting, volume, sides, isTucked } = hair
  const top = -1.18 - volume * 0.6
  if (front === 'back') {
    return [-0.62, -0.36, -0.12, 0.12, 0.36, 0.62].map((u) => [
      at(u * 1.1, -0.72),
      around(u * 1.05, -1),
      around(u * 0.7, top)
    ])
  }
  if (front === 'fringe') {
    return [-0.7, -0.45, -0.2, 0.05, 0.3, 0.55, 0.75].map((u) => [
      around(u * 0.5, top),
      around(u * 0.9, -0.85),
      at(u, -0.42)
    ])
  }
  const root = front === 'curtain' ? parting * 0.4 : parting
  return [-1, 1].flatMap((sign) =>
    [0.4, 0.7, 1].map((reach) => {
      const strand = [
        around(root * 0.85, top + 0.04),
        around(root + sign * reach * 0.5, -1.02),
        around(sign * (0.36 + reach * 0.6), -0.42)
      ]
      if (!isTucked) strand.push(around(sign * (0.84 + 0.16 * reach), sides * 0.75))
      return strand
    })
  )
}

// Points along a line that are so far apart.
function evenly(line: readonly Point[], gap: number): Point[] {
  const points: Point[] = []
  let left = 0
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1]!, line[i]!]
    const length = Math.hypot(to[0] - from[0], to[1] - from[1])
    for (; left < length; left += gap) {
      const t = left / length
      points.push([from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t])
    }
    left -= length
  }
  return points
}
