import type { Random } from '../../../engine/random.ts'
import type { Attributes } from './attributes.ts'
import { mix, type Canvas } from '../canvas.ts'
import type { Colours } from './colours.ts'
import type { Face } from './face.ts'
import { blob, curve, ellipse, stroke, type Point } from '../paths.ts'

const INSIDE = [96, 22, 30] as const
const TEETH = [252, 248, 240] as const
const TONGUE = [214, 92, 96] as const

/** Where the mouth is and what it is coloured with. */
interface Mouth {
  canvas: Canvas
  unit: number
  /** u from -1 to 1 between the corners, v in half head widths from the middle of the lips. */
  at(u: number, v: number): Point
  /** Painted lips, or hardly darker than skin. */
  colour: readonly [number, number, number]
  line: readonly [number, number, number]
  /** How full the lips are: 1 for painted ones. */
  full: number
  /** 0-1, how far this mouth goes in what it does. */
  degree: number
}

const SHAPES: Record<Attributes['mouth'], (mouth: Mouth) => void> = {
  // Lips that meet in a nearly straight line.
  neutral({ canvas, unit, at, colour, line, full, degree }) {
    const bend = 0.05 * (degree - 0.3)
    paintLips(canvas, at, 0.86, full, bend, colour)
    const lips = curve([at(-0.9, bend * -0.6), at(0, bend + 0.005), at(0.9, bend * -0.6)])
    canvas.fill(stroke(lips, 0.06 * unit, 0.5), { colour: line })
  },
  // A curve between raised corners, with teeth where it is broad.
  smile({ canvas, unit, at, colour, line, full, degree }) {
    const depth = 0.17 + 0.08 * degree
    if (degree > 0.4) {
      const grin = blob([
        at(-1.1, -0.1),
        at(-0.55, depth * 0.1 - 0.01),
        at(0, depth * 0.28),
        at(0.55, depth * 0.1 - 0.01),
        at(1.1, -0.1),
        at(0.62, depth * 0.82),
        at(0, depth * 1.12),
        at(-0.62, depth * 0.82)
      ])
      canvas.fill(grin, { colour: TEETH })
    }
    const lower = curve([
      at(-1.14, -0.11),
      at(-0.65, depth * 0.78),
      at(0, depth * 1.1),
      at(0.65, depth * 0.78),
      at(1.14, -0.11)
    ])
    canvas.fill(stroke(lower, (0.075 + 0.075 * full) * unit, 0.25), {
      colour: mix(line, colour, full)
    })
    if (degree > 0.4) {
      const upper = curve([at(-1.12, -0.11), at(0, depth * 0.26), at(1.12, -0.11)])
      canvas.fill(stroke(upper, (0.05 + 0.05 * full) * unit, 0.3), {
        colour: mix(line, colour, full)
      })
    }
  },
  // As if saying “oh”: teeth above, tongue below.
  open({ canvas, unit, at, colour, full, degree }) {
    const height = 0.15 + 0.1 * degree
    const [x, y] = at(0, 0.06)
    const width = (at(0.74, 0)[0] - at(-0.74, 0)[0]) / 2
    const rim = (0.03 + 0.07 * full) * unit
    const hole = ellipse([x, y], width, height * unit)
    canvas.fill(ellipse([x, y], width + rim, height * unit + rim), { colour })
    canvas.fill(hole, { colour: INSIDE })
    canvas.clip(hole, () => {
      canvas.fill(ellipse([x, y - height * unit * 0.95], width, height * unit * 0.5), {
        colour: TEETH
      })
      canvas.fill(ellipse([x, y + height * unit * 0.9], width * 0.72, height * unit * 0.55), {
        colour: TONGUE
      })
    })
  }
}

/** The mouth, its lips painted where the face presents as a woman. */
export function paintMouth(
  canvas: Canvas,
  face: Face,
  { skin, skinShade, lips }: Colours,
  { mouth, presenting }: Attributes,
  random: Random
): void {
  const isWoman = presenting === 'woman'
  // The jaw is narrower than the cheeks, so what lies on it turns less far.
  const shift = -0.14 * face.yaw
  SHAPES[mouth]({
    canvas,
    unit: face.unit,
    at: (u, v) => face.at(u * face.mouthWidth + shift, face.mouthHeight + v),
    colour: isWoman ? lips : mix(mix(skin, skinShade, 0.9), [150, 50, 48], 0.2),
    line: mix(isWoman ? lips : skinShade, [70, 14, 22], isWoman ? 0.45 : 0.6),
    full: isWoman ? 1 : 0,
    degree: random.uniform()
  })
}

// Upper lip with its bow, and a lower one; thin where they are not painted.
function paintLips(
  canvas: Canvas,
  at: Mouth['at'],
  width: number,
  full: number,
  bend: number,
  colour: Mouth['colour']
): void {
  const upper = 0.05 + 0.07 * full
  const lower = 0.07 + 0.09 * full
  const shape = blob([
    at(-width, bend * -0.6),
    at(-0.35, bend - upper),
    at(0, bend - upper * 0.7),
    at(0.35, bend - upper),
    at(width, bend * -0.6),
    at(0.5, bend + lower * 0.8),
    at(0, bend + lower),
    at(-0.5, bend + lower * 0.8)
  ])
  canvas.fill(shape, { colour, alpha: 0.45 + 0.55 * full })
}
