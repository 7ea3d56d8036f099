import { mix, type Colour, type Path } from '../canvas.ts'
import { between, happens, type Span } from '../chance.ts'
import { ellipse, stroke, type Point } from '../paths.ts'
import type { Attributes } from './attributes.ts'
import type { Portrait } from './portrait.ts'

const INSIDE: Colour = [104, 26, 34]
const TEETH: Colour = [253, 250, 243]
const TONGUE: Colour = [220, 98, 102]
const DARK: Colour = [64, 14, 22]
const WHITE: Colour = [255, 255, 255]

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

/** The lines of one mouth. */
interface Mouth {
  pose: Pose
  /** How far the lips are apart, and the lower one's thickness. */
  open: number
  lower: number
  /** A point between the corners, t from -1 to 1, so far below the middle of the lips. */
  at(t: number, v: number): Point
  /** How far below a lip runs at t when it is `drop` away from the other. */
  line(t: number, drop: number): number
  /** The lips' outer edge, where they meet or part above, and where below. */
  outside: Path
  above: Point[]
  below: Point[]
  /** How much of the teeth shows in an open mouth. */
  tooth: number
}

/** The mouth, its lips painted where the face presents as a woman. */
export function paintMouth(portrait: Portrait): void {
  const { canvas, face, colours, attributes } = portrait
  const { skin, skinShade } = colours
  const mouth = drawMouth(portrait)
  if (attributes.presenting === 'woman') {
    canvas.fill(mouth.outside, { colour: colours.lips })
    paintShine(portrait, mouth)
  } else {
    const natural = mix(mix(skin, skinShade, 0.85), [158, 50, 52], 0.24)
    canvas.fill(mouth.outside, { colour: natural, alpha: 0.75 })
  }
  if (mouth.open > 0) paintOpening(portrait, mouth)
  paintSeams(portrait, mouth)
  if (attributes.mouth !== 'smile') return
  for (const side of [-1, 1]) {
    const v = mouth.line(1, 0)
    const dimple = [
      mouth.at(side * 1.12, v - 0.06),
      mouth.at(side * 1.2, v),
      mouth.at(side * 1.12, v + 0.06)
    ]
    canvas.fill(stroke(dimple, 0.04 * face.unit, 0.3), { colour: skinShade, alpha: 0.8 })
  }
}

function drawMouth({ face, attributes, random }: Portrait): Mouth {
  const lips = random('lips')
  const pose = POSES[attributes.mouth]
  const half = face.mouthWidth * between(lips, pose.width)
  const bend = between(lips, pose.bend)
  const open = happens(lips, pose.parts) ? between(lips, pose.open) : 0
  const thick = attributes.presenting === 'woman' ? FULL : THIN
  const [upper, lower] = [between(lips, thick.upper), between(lips, thick.lower)]
  const tooth = between(lips, [0.25, 0.4])

  // The jaw is narrower than the cheeks, so what lies on it turns less far.
  const shift = -0.1 * face.yaw
  const at = (t: number, v: number): Point => face.at(t * half + shift, face.mouthHeight + v)
  const line = (t: number, drop: number): number =>
    bend * (1 - t * t) - bend * 0.55 + drop * round(t)
  const [rise, fall] = [-open * 0.35, open * 0.65]
  const bow = (t: number): number => (1 - 0.34 * Math.exp(-((t / 0.2) ** 2))) * round(t)
  return {
    pose,
    open,
    lower,
    at,
    line,
    outside: enclosed(
      ACROSS.map((t) => at(t * 1.06, line(t, rise) - upper * bow(t))),
      ACROSS.map((t) => at(t * 1.06, line(t, fall) + lower * round(t)))
    ),
    above: ACROSS.map((t) => at(t, line(t, rise))),
    below: ACROSS.map((t) => at(t, line(t, fall))),
    tooth
  }
}

// Light on the lower lip.
function paintShine({ canvas, face }: Portrait, { at, line, open, lower }: Mouth): void {
  const shine = [-0.35, 0, 0.35].map((t) => at(t, line(t, open * 0.65) + lower * 0.5))
  canvas.fill(stroke(shine, lower * 0.35 * face.unit, 0.2), { colour: WHITE, alpha: 0.3 })
}

// Teeth alone, or the dark of the mouth with teeth above and the tongue below.
function paintOpening({ canvas, face }: Portrait, mouth: Mouth): void {
  const { pose, open, above, below, tooth, at, line } = mouth
  const hole = enclosed(above, below)
  canvas.fill(hole, { colour: pose.isToothy ? TEETH : INSIDE })
  if (pose.isToothy) return
  canvas.clip(hole, () => {
    const [x, y] = at(0, line(0, open * 0.15))
    const [left, right] = [at(-1, 0)[0], at(1, 0)[0]]
    const [wide, height] = [(right - left) / 2, (open / 2) * face.unit]
    canvas.fill(ellipse([x, y - height * 1.25], wide * 1.1, height * (0.45 + tooth)), {
      colour: TEETH
    })
    canvas.fill(ellipse([x, y + height * 1.05], wide * 0.62, height * 0.6), { colour: TONGUE })
  })
}

// Where lips meet, or the thin edges of lips that are not painted.
function paintSeams({ canvas, face, colours, attributes }: Portrait, mouth: Mouth): void {
  const isWoman = attributes.presenting === 'woman'
  const colour = isWoman ? mix(colours.lips, DARK, 0.5) : mix(colours.skinShade, DARK, 0.62)
  if (mouth.open === 0) {
    canvas.fill(stroke(mouth.above, 0.055 * face.unit, 0.45), { colour })
  } else if (!isWoman) {
    canvas.fill(stroke(mouth.above, 0.04 * face.unit, 0.5), { colour })
    canvas.fill(stroke(mouth.below, 0.045 * face.unit, 0.5), { colour })
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
