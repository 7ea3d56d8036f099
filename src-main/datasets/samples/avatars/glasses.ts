import type { Random } from '../../../engine/random.ts'
import type { Attributes } from './attributes.ts'
import { mix, type Canvas, type Colour, type Paint, type Path } from '../canvas.ts'
import type { Colours } from './colours.ts'
import type { Face } from './face.ts'
import { headOutline } from './head.ts'
import { curve, ring, stroke, superellipse, type Point } from '../paths.ts'

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

// Frames are thick for their size, so that they survive at 32 pixels.
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

/** Glasses in two layers: arms that run under the hair to the ears, and the frame over everything. */
export interface GlassesPainter {
  arms(): void
  frame(): void
}

interface Lens {
  side: 1 | -1
  centre: Point
  width: number
  height: number
}

/** Draws how the glasses sit; the layers are painted when their turn comes. */
export function fitGlasses(
  canvas: Canvas,
  face: Face,
  { frame }: Colours,
  { glasses }: Attributes,
  random: Random
): GlassesPainter {
  // Drawn for every face, so that glasses shift nothing that is drawn after them.
  const scale = 0.94 + 0.14 * random.uniform()
  if (glasses === 'none') return { arms: () => undefined, frame: () => undefined }
  const style = STYLES[glasses]
  const { at, unit, eyeSpread, eyeHeight, squash } = face
  const pen = style.frame * unit
  const lensAt = (side: 1 | -1): Lens => {
    const u = side * (eyeSpread + 0.015)
    return {
      side,
      centre: at(u, eyeHeight + 0.02),
      // Frames are stiff: they narrow less than the face does.
      width: style.width * scale * unit * Math.min(1, squash(u) * 1.06),
      height: style.height * scale * unit
    }
  }
  const lenses = [lensAt(-1), lensAt(1)] as const
  return {
    arms: () =>
      canvas.clip(headOutline(face), () => {
        for (const { side, centre, width } of lenses) {
          const hinge: Point = [centre[0] + side * width, centre[1] - 0.1 * unit]
          const ear = face.around(side, eyeHeight)
          canvas.fill(stroke([hinge, ear], pen * 0.9), { colour: frame })
        }
      }),
    frame: () => {
      for (const lens of lenses) paintLens(canvas, face, lens, style, frame)
      paintBridge(canvas, face, lenses, pen, frame)
    }
  }
}

function paintLens(
  canvas: Canvas,
  { unit, light }: Face,
  { centre, width, height }: Lens,
  style: Style,
  colour: Colour
): void {
  const [x, y] = centre
  const pen = style.frame * unit
  const shape = (grow: number): Path =>
    superellipse(centre, width + grow, height + grow, style.exponent)
  canvas.fill(shape(0), style.lens(y, height))
  // A slanted gleam from the side of the light.
  canvas.clip(shape(0), () => {
    const glare: Point[] = [
      [x + light * width * 0.75, y - height],
      [x - light * width * 0.15, y + height]
    ]
    canvas.fill(stroke(glare, width * 0.28), { colour: [255, 255, 255], alpha: 0.22 })
  })
  canvas.fill(ring(shape(pen / 2), shape(-pen / 2)), {
    colour,
    to: mix(colour, [255, 255, 255], 0.3),
    mix: (_, py) => (y - py) / (2 * height)
  })
}

function paintBridge(
  canvas: Canvas,
  { unit, yaw }: Face,
  [left, right]: readonly [Lens, Lens],
  pen: number,
  colour: Colour
): void {
  const lift = 0.1 * unit
  const line: Point[] = [
    [left.centre[0] + left.width, left.centre[1] - lift * 0.6],
    [(left.centre[0] + right.centre[0]) / 2 + yaw * lift, left.centre[1] - lift * 1.4],
    [right.centre[0] - right.width, right.centre[1] - lift * 0.6]
  ]
  canvas.fill(stroke(curve(line), pen), { colour })
}
