import { mix, type Colour, type Paint, type Path } from '../canvas.ts'
import { between, oneOf } from '../chance.ts'
import { curve, EVERYWHERE, ring, stroke, type Point } from '../paths.ts'
import { FRAMES, TINTS, type Frame } from './glasses/frames.ts'
import { headOutline } from './head.ts'
import type { Portrait } from './portrait.ts'

const WHITE: Colour = [255, 255, 255]
const DARK: Colour = [16, 14, 20]

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
export function fitGlasses(portrait: Portrait): GlassesPainter {
  const { canvas, face, colours, attributes, random } = portrait
  const { glasses } = attributes
  if (glasses === 'none') return { arms: () => undefined, frame: () => undefined }
  const fit = random('glassesFit')
  const frame = oneOf(fit, FRAMES[glasses])
  const scale = between(fit, [0.94, 1.06])
  const tint = oneOf(fit, TINTS)
  const { at, unit, eyeSpread, eyeHeight, squash } = face
  const pen = frame.rim * unit
  const lensAt = (side: 1 | -1): Lens => {
    const u = side * (eyeSpread + 0.015)
    return {
      side,
      centre: at(u, eyeHeight + 0.02 + (frame.drop ?? 0)),
      // Frames are stiff: they narrow less than the face does.
      width: frame.width * scale * unit * Math.min(1, squash(u) * 1.06),
      height: frame.height * scale * unit
    }
  }
  const lenses = [lensAt(-1), lensAt(1)] as const
  const isDark = glasses === 'sunglasses'
  const glass: (lens: Lens) => Paint = ({ centre: [, y], height }) =>
    isDark
      ? {
          colour: tint.above,
          to: tint.below,
          mix: (_, py) => 0.5 + (py - y) / (2 * height),
          alpha: 0.95
        }
      : { colour: [236, 245, 255], alpha: 0.13 }
  return {
    arms: () =>
      canvas.clip(headOutline(face), () => {
        for (const { side, centre, width } of lenses) {
          const hinge: Point = [centre[0] + side * width, centre[1] - 0.1 * unit]
          const ear = face.around(side, eyeHeight)
          canvas.fill(stroke([hinge, ear], pen * 0.9), { colour: colours.frame })
        }
      }),
    frame: () => {
      for (const lens of lenses) {
        canvas.fill(shapeOf(frame, lens), glass(lens))
        paintGleam(portrait, frame, lens, isDark)
        paintRim(portrait, frame, lens)
      }
      paintBridge(portrait, lenses, pen)
    }
  }
}

function shapeOf(frame: Frame, { centre, width, height, side }: Lens, grow = 0): Path {
  return frame.shape(centre, width + grow, height + grow, side)
}

// A slanted light from the side of the light.
function paintGleam({ canvas, face }: Portrait, frame: Frame, lens: Lens, isDark: boolean): void {
  const { light } = face
  const {
    centre: [x, y],
    width,
    height
  } = lens
  canvas.clip(shapeOf(frame, lens), () => {
    const gleam: Point[] = [
      [x + light * width * 0.75, y - height],
      [x - light * width * 0.1, y + height]
    ]
    canvas.fill(stroke(gleam, width * 0.28), { colour: WHITE, alpha: isDark ? 0.24 : 0.18 })
  })
}

function paintRim({ canvas, face, colours }: Portrait, frame: Frame, lens: Lens): void {
  const pen = frame.rim * face.unit
  const [, y] = lens.centre
  const paint: Paint = {
    colour: colours.frame,
    to: mix(colours.frame, WHITE, 0.32),
    mix: (_, py) => (y - py) / (2 * lens.height)
  }
  const rim = ring(shapeOf(frame, lens, pen / 2), shapeOf(frame, lens, -pen / 2))
  if (!frame.isHalf) return canvas.fill(rim, paint)
  // Below, a thread holds the glass.
  const thread = ring(shapeOf(frame, lens, pen * 0.16), shapeOf(frame, lens, -pen * 0.16))
  canvas.fill(thread, { colour: mix(colours.frame, DARK, 0.3), alpha: 0.7 })
  const [corners] = EVERYWHERE
  const upper = corners!.map((value, i) => (i % 2 === 1 && value === 1 ? y : value))
  canvas.clip([upper], () => canvas.fill(rim, paint))
}

function paintBridge(
  { canvas, face: { unit, yaw }, colours }: Portrait,
  [left, right]: readonly [Lens, Lens],
  pen: number
): void {
  const lift = 0.1 * unit
  const line: Point[] = [
    [left.centre[0] + left.width, left.centre[1] - lift * 0.6],
    [
      (left.centre[0] + right.centre[0]) / 2 + yaw * lift,
      (left.centre[1] + right.centre[1]) / 2 - lift * 1.3
    ],
    [right.centre[0] - right.width, right.centre[1] - lift * 0.6]
  ]
  canvas.fill(stroke(curve(line), pen), { colour: colours.frame })
}
