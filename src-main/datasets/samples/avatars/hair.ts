import type { Random } from '../../../engine/random.ts'
import type { Attributes } from './attributes.ts'
import { mix, type Canvas, type Paint, type Path } from '../canvas.ts'
import type { Colours } from './colours.ts'
import type { Face } from './face.ts'
import { headOutline } from './head.ts'
import { blob, curve, ellipse, stroke, type Point } from '../paths.ts'

/** How one head of hair falls; lengths in half head widths. */
interface Hair {
  /** How far it stands off the head. */
  volume: number
  /** Height of its curls, and how many there are around the head. */
  wave: number
  waves: number
  phase: number
  /** Where it parts, u. */
  parting: number
  /** How low it hangs into the forehead, 0-1. */
  fringe: number
  /** v where the sides in front of the ears and the back end. */
  sides: number
  back: number
}

type Length = Exclude<Attributes['hair'], 'bald'>

// [from, to], v: the jaw is at about 0.8, the shoulders at 1.6, the picture ends at about 1.9.
const LENGTHS: Record<Length, { sides: [number, number]; back: [number, number] }> = {
  short: { sides: [-0.12, 0.14], back: [0.3, 0.5] },
  medium: { sides: [0.62, 0.95], back: [1.05, 1.4] },
  long: { sides: [1.5, 2], back: [2.3, 2.9] }
}

/** Paints hair in two layers: what lies behind neck and head, and what lies over the forehead. */
export interface HairPainter {
  behind(): void
  front(): void
}

/** Draws how the hair falls; the layers are painted when their turn comes. */
export function styleHair(
  canvas: Canvas,
  face: Face,
  colours: Colours,
  { hair: length }: Attributes,
  random: Random
): HairPainter {
  const between = ([from, to]: readonly [number, number]): number =>
    from + (to - from) * random.uniform()
  const ends = LENGTHS[length === 'bald' ? 'short' : length]
  const isCurly = random.uniform() < 0.35
  const hair: Hair = {
    volume: between([0.07, 0.24]) + (isCurly ? 0.06 : 0),
    wave: isCurly ? between([0.05, 0.09]) : between([0, 0.02]),
    waves: Math.round(between([9, 15])),
    phase: between([0, 2 * Math.PI]),
    parting: between([-0.6, 0.6]),
    fringe: random.uniform(),
    sides: between(ends.sides),
    back: between(ends.back)
  }
  if (length === 'bald')
    return { behind: () => undefined, front: () => paintBare(canvas, face, colours) }
  return {
    behind: () => canvas.fill(behindOutline(face, hair), deepening(face, colours)),
    front: () => paintFront(canvas, face, colours, hair, length)
  }
}

// A shine, and a shadow of what would grow.
function paintBare(canvas: Canvas, face: Face, { hair, skin }: Colours): void {
  const { around, unit, light } = face
  canvas.clip(headOutline(face), () => {
    const [, top] = around(0, -0.62)
    canvas.fill(ellipse(around(0, -0.95), unit * 1.1, unit * 0.75), {
      colour: hair,
      alpha: (_, y) => 0.16 * Math.min(1, Math.max(0, (top - y) / (0.25 * unit) + 0.6))
    })
    const [x, y] = around(0.38 * light, -0.86)
    canvas.fill(ellipse([x, y], unit * 0.32, unit * 0.17, 0.5 * light), {
      colour: mix(skin, [255, 255, 255], 0.75),
      alpha: (px, py) => 0.75 * Math.max(0, 1 - Math.hypot(px - x, py - y) / (0.34 * unit))
    })
  })
}

const deepening = ({ around, unit }: Face, { hairShade, hair }: Colours): Paint => {
  const [, y] = around(0, 0)
  return {
    colour: mix(hair, hairShade, 0.55),
    to: hairShade,
    mix: (_, py) => (py - y) / (2 * unit)
  }
}

// Distance from the head's middle, rippled by waves along the outline; `turn` is 0 at the crown.
const ripple = ({ wave, waves, phase }: Hair, turn: number): number =>
  wave * Math.sin(waves * turn + phase)

// The outer edge over the crown, from ear to ear, as points every few degrees.
function crown({ around }: Face, hair: Hair, from: number, to: number): Point[] {
  const steps = 22
  return Array.from({ length: steps + 1 }, (_, i) => {
    const turn = from + ((to - from) * i) / steps
    const off = 1 + hair.volume * (0.55 + 0.45 * Math.cos(turn)) + ripple(hair, turn)
    return around(Math.sin(turn) * off, -Math.cos(turn) * off * 1.2)
  })
}

function behindOutline(face: Face, hair: Hair): Path {
  const { around } = face
  const reach = 1.02 + hair.volume * 0.7
  const down = (side: 1 | -1): Point[] => {
    // Long hair opens downwards, short hair closes behind the ears.
    const spread = hair.back > 2 ? 0.22 : hair.back > 0.6 ? 0.06 : -0.2
    return [0.25, 0.5, 0.75, 0.95].map((t) => {
      const v = hair.back * t
      const bulge = spread * Math.sin(Math.PI * Math.min(1, t * 0.8))
      return around(side * (reach + bulge + ripple(hair, 1.6 + v * 0.5) * 1.2), v)
    })
  }
  return blob([
    ...crown(face, hair, -Math.PI / 2, Math.PI / 2),
    ...down(1),
    around(reach * 0.68, hair.back),
    around(0, hair.back + 0.04),
    around(-reach * 0.68, hair.back),
    ...down(-1).reverse()
  ])
}

function paintFront(
  canvas: Canvas,
  face: Face,
  { hair: colour, hairShade, hairLight }: Colours,
  hair: Hair,
  length: Length
): void {
  const { around, unit, light } = face
  const outline = frontOutline(face, hair, length)
  const [lightX, lightY] = around(0.5 * light, -1.05)
  canvas.fill(outline, {
    colour: hairLight,
    to: mix(colour, hairShade, 0.5),
    mix: (x, y) => (Math.hypot(x - lightX, y - lightY) / (1.5 * unit)) ** 0.8
  })
  // Strands from the parting.
  canvas.clip(outline, () => {
    for (const side of [-1, 1]) {
      for (const reach of [0.45, 0.75, 1]) {
        const strand = curve([
          around(hair.parting * 0.8, -1.2 - hair.volume * 0.6),
          around(hair.parting + side * reach * 0.55, -1.02),
          around(side * (0.35 + reach * 0.62), -0.45)
        ])
        canvas.fill(stroke(strand, 0.05 * unit, 0.2), { colour: hairShade, alpha: 0.35 })
      }
    }
  })
}

// Over the crown, down one side, along the hairline to the parting, and down the other side.
function frontOutline(face: Face, hair: Hair, length: Length): Path {
  const { at, around } = face
  const outer = crown(face, hair, -1.45, 1.45)
  const drop = 0.34 * hair.fringe
  const sideWidth = length === 'short' ? 0.9 : 0.8
  const lock = (side: 1 | -1): Point[] => {
    const off = 1.02 + hair.volume * 0.62
    const below = [0.35, 0.7, 1].map((t) => {
      const v = hair.sides * t
      return around(side * (off + ripple(hair, 1.6 + v * 0.5) + (hair.sides > 1 ? 0.1 * t : 0)), v)
    })
    const tip = around(side * 0.96, hair.sides + 0.05)
    const within = [0.75, 0.35].map((t) => at(side * sideWidth, hair.sides * t))
    // Short hair has no lock in front of the ear but a sideburn.
    return length === 'short'
      ? [around(side * 1.0, hair.sides), at(side * 0.88, hair.sides - 0.06)]
      : [...below, tip, ...within]
  }
  const line: Point[] = [
    at(0.78, -0.42 + drop * 0.5),
    at((0.72 + hair.parting) / 2, -0.68 + drop),
    at(hair.parting, -0.84 + drop * 0.55),
    at((-0.72 + hair.parting) / 2, -0.68 + drop),
    at(-0.78, -0.42 + drop * 0.5)
  ]
  return blob([...outer, ...lock(1), ...line, ...lock(-1).reverse()])
}
