import { mix, type Colour, type Path } from '../canvas.ts'
import { between, happens, type Span } from '../chance.ts'
import { ellipse, stroke, type Point } from '../paths.ts'
import type { Attributes } from './attributes.ts'
import type { Portrait } from './portrait.ts'

const INSIDE: Colour = [104, 26, 34]
const TEETH: Colour = [253, 250, 243]
const TONGUE: Colour = [220, 98, 102]
const DARK: Colour = [64, 14, 22]

/** How a mouth is held; lengths in half head widths. */
interface Pose {
  /** How much of the mouth's width it has. */
  width: Span
  /** How far the middle hangs below the corners. */
  bend: Span
  /** How far the lips part. */
  open: Span
  /** How often they do. */
  parts: number
  /** Whether teeth fill what is open. */
  isToothy: boolean
}

const POSES: Record<Attributes['mouth'], Pose> = {
  neutral: { width: [0.82, 0.95], bend: [-0.025, 0.03], open: [0, 0], parts: 0, isToothy: false },
  smile: {
    width: [1.08, 1.22],
    bend: [0.14, 0.2],
    open: [0.09, 0.17],
    parts: 0.65,
    isToothy: true
  },
  // As if saying “oh”: teeth above, tongue below.
  open: { width: [0.56, 0.76], bend: [-0.01, 0.03], open: [0.26, 0.38], parts: 1, isToothy: false }
}

// Thickness of the upper and the lower lip.
const FULL = { upper: [0.06, 0.085], lower: [0.085, 0.115] } as const
const THIN = { upper: [0.025, 0.04], lower: [0.045, 0.065] } as const

const STEPS = 16
const ACROSS = Array.from({ length: STEPS + 1 }, (_, i) => (2 * i) / STEPS - 1)

/** The mouth, its lips painted where the face presents as a woman. */
export function paintMouth({ canvas, face, colours, attributes, random }: Portrait): void {
  const lips = random('lips')
  const { skin, skinShade } = colours
  const isWoman = attributes.presenting === 'woman'
  const pose = POSES[attributes.mouth]
  const half = face.mouthWidth * between(lips, pose.width)
  const bend = between(lips, pose.bend)
  const open = happens(lips, pose.parts) ? between(lips, pose.open) : 0
  const thick = isWoman ? FULL : THIN
  const [upper, lower] = [between(lips, thick.upper), between(lips, thick.lower)]
  const tooth = between(lips, [0.25, 0.4])

  // t from -1 to 1 between the corners; the jaw is narrower than the cheeks and turns less far.
  const shift = -0.1 * face.yaw
  const at = (t: number, v: number): Point => face.at(t * half + shift, face.mouthHeight + v)
  const line = (t: number, drop: number): number =>
    bend * (1 - t * t) - bend * 0.55 + drop * round(t)
  const above = (t: number): Point => at(t, line(t, -open * 0.35))
  const below = (t: number): Point => at(t, line(t, open * 0.65))
  const bow = (t: number): number => (1 - 0.34 * Math.exp(-((t / 0.2) ** 2))) * round(t)
  const outside = enclosed(
    ACROSS.map((t) => at(t * 1.06, line(t, -open * 0.35) - upper * bow(t))),
    ACROSS.map((t) => at(t * 1.06, line(t, open * 0.65) + lower * round(t)))
  )
  const natural = mix(mix(skin, skinShade, 0.85), [158, 50, 52], 0.24)
  const colour = isWoman ? colours.lips : natural
  canvas.fill(outside, { colour, alpha: isWoman ? 1 : 0.75 })
  // Light on the lower lip.
  if (isWoman) {
    const shine = [-0.35, 0, 0.35].map((t) => at(t, line(t, open * 0.65) + lower * 0.5))
    canvas.fill(stroke(shine, lower * 0.35 * face.unit, 0.2), {
      colour: [255, 255, 255],
      alpha: 0.3
    })
  }
  const seam = mix(isWoman ? colours.lips : skinShade, DARK, isWoman ? 0.5 : 0.62)
  if (open === 0) {
    canvas.fill(stroke(ACROSS.map(above), 0.055 * face.unit, 0.45), { colour: seam })
  } else {
    const hole = enclosed(ACROSS.map(above), ACROSS.map(below))
    canvas.fill(hole, { colour: pose.isToothy ? TEETH : INSIDE })
    if (!pose.isToothy) {
      canvas.clip(hole, () => {
        const [middle, height] = [at(0, line(0, open * 0.15)), (open / 2) * face.unit]
        const wide = half * face.unit
        const up: Point = [middle[0], middle[1] - height * 1.25]
        canvas.fill(ellipse(up, wide * 1.1, height * (0.45 + tooth)), { colour: TEETH })
        const down: Point = [middle[0], middle[1] + height * 1.05]
        canvas.fill(ellipse(down, wide * 0.62, height * 0.6), { colour: TONGUE })
      })
    }
    if (!isWoman) {
      canvas.fill(stroke(ACROSS.map(above), 0.04 * face.unit, 0.5), { colour: seam })
      canvas.fill(stroke(ACROSS.map(below), 0.045 * face.unit, 0.5), { colour: seam })
    }
  }
  if (attributes.mouth !== 'smile') return
  // Dimples.
  for (const side of [-1, 1]) {
    const dimple = [
      at(side * 1.12, line(1, 0) - 0.06),
      at(side * 1.2, line(1, 0)),
      at(side * 1.12, line(1, 0) + 0.06)
    ]
    canvas.fill(stroke(dimple, 0.04 * face.unit, 0.3), { colour: skinShade, alpha: 0.8 })
  }
}

// Falls to 0 at the corners, roundly.
function round(t: number): number {
  return Math.sqrt(Math.max(0, 1 - Math.abs(t) ** 2.4))
}

// What lies between two lines from left to right.
function enclosed(upper: readonly Point[], lower: readonly Point[]): Path {
  return [[...upper, ...[...lower].reverse()].flat()]
}
