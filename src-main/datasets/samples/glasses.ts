import type { Random } from '../../engine/random.ts'
import type { Attributes } from './attributes.ts'
import type { Canvas, Paint, Path } from './canvas.ts'
import { mix, type Colours } from './colours.ts'
import type { Face } from './face.ts'
import { curve, ring, stroke, superellipse, type Point } from './paths.ts'

interface Style {
  /** Radii in half head widths. */
  width: number
  height: number
  /** Of the superellipse: 2 is round. */
  exponent: number
  frame: number
  lens(y: number, height: number): Paint
}

const clear = (): Paint => ({ colour: [235, 244, 255], alpha: 0.14 })

const STYLES: Record<Exclude<Attributes['glasses'], 'none'>, Style> = {
  round: { width: 0.31, height: 0.31, exponent: 2, frame: 0.085, lens: clear },
  square: { width: 0.34, height: 0.25, exponent: 5, frame: 0.095, lens: clear },
  sunglasses: {
    width: 0.37,
    height: 0.29,
    exponent: 3,
    frame: 0.07,
    lens: (y, height) => ({
      colour: [22, 24, 34],
      to: [92, 84, 92],
      mix: (_, py) => 0.5 + (py - y) / (2 * height),
      alpha: 0.95
    })
  }
}

/** Glasses on the nose, their frame and lenses following the turn of the head. */
export function paintGlasses(
  canvas: Canvas,
  face: Face,
  { frame }: Colours,
  { glasses }: Attributes,
  random: Random
): void {
  // Drawn for every face, so that glasses shift nothing that is drawn after them.
  const scale = 0.94 + 0.14 * random.uniform()
  if (glasses === 'none') return
  const style = STYLES[glasses]
  const { at, around, unit, eyeSpread, eyeHeight, squash, yaw, light } = face
  const pen = style.frame * unit
  const v = eyeHeight + 0.02

  const lenses = [-1, 1].map((side) => {
    const u = side * (eyeSpread + 0.015)
    const centre = at(u, v)
    const width = style.width * scale * unit * Math.min(1, squash(u) * 1.06)
    const height = style.height * scale * unit
    const shape = (grow: number): Path =>
      superellipse(centre, width + grow, height + grow, style.exponent)
    canvas.fill(shape(0), style.lens(centre[1], height))
    canvas.clip(shape(0), () => {
      const [x, y] = centre
      const glare: Point[] = [
        [x + light * width * 0.75, y - height],
        [x - light * width * 0.15, y + height]
      ]
      canvas.fill(stroke(glare, width * 0.28), { colour: [255, 255, 255], alpha: 0.22 })
    })
    canvas.fill(ring(shape(pen / 2), shape(-pen / 2)), {
      colour: frame,
      to: mix(frame, [255, 255, 255], 0.3),
      mix: (_, y) => (centre[1] - y) / (2 * height)
    })
    return { centre, width }
  })

  // Bridge and temples.
  const [left, right] = [lenses[0]!, lenses[1]!]
  const lift = 0.1 * unit
  const bridge: Point[] = [
    [left.centre[0] + left.width, left.centre[1] - lift * 0.6],
    [(left.centre[0] + right.centre[0]) / 2 + yaw * 0.1 * unit, left.centre[1] - lift * 1.4],
    [right.centre[0] - right.width, right.centre[1] - lift * 0.6]
  ]
  canvas.fill(stroke(curve(bridge), pen), { colour: frame })
  for (const [side, { centre, width }] of [
    [-1, left],
    [1, right]
  ] as const) {
    const hinge: Point = [centre[0] + side * width, centre[1] - lift]
    const ear = around(side * (0.98 - 0.1 * Math.abs(yaw)), v - 0.02)
    if ((ear[0] - hinge[0]) * side > 0)
      canvas.fill(stroke([hinge, ear], pen * 0.9), { colour: frame })
  }
}
