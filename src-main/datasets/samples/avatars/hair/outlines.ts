import type { Point } from '../../paths.ts'
import type { Face } from '../face.ts'
import type { Front, Hair } from './style.ts'

const CROWN_STEPS = 22

/** The outer edge over the crown, clockwise by the angle from its top; `shrink` draws it inwards. */
export function crown({ around }: Face, hair: Hair, from: number, to: number, shrink = 1): Point[] {
  return Array.from({ length: CROWN_STEPS + 1 }, (_, i) => {
    const turn = from + ((to - from) * i) / CROWN_STEPS
    const lift = hair.lift * Math.exp(-(((turn - hair.lean) / 0.75) ** 2))
    const body = hair.volume * (0.6 + 0.4 * Math.cos(turn)) + lift + ripple(hair, turn)
    const off = (1 + body) * shrink
    return around(Math.sin(turn) * off, -Math.cos(turn) * off * 1.18)
  })
}

/** The mass behind neck and shoulders; `shrink` draws its sides inwards. */
export function behindOutline(face: Face, hair: Hair, shrink = 1): Point[] {
  const { around } = face
  const reach = (1.02 + hair.volume * 0.72) * shrink
  const down = (side: 1 | -1): Point[] =>
    [0.2, 0.4, 0.6, 0.8, 0.95].map((t) => {
      const v = hair.back * t
      const bulge = hair.spread * Math.sin(Math.PI * Math.min(1, t * 0.75))
      return around(side * (reach + bulge + ripple(hair, 1.6 + v * 0.6) * 1.3), v)
    })
  return [
    ...crown(face, hair, -Math.PI / 2, Math.PI / 2, shrink),
    ...down(1),
    around(reach * 0.72, hair.back),
    around(0, hair.back + 0.04),
    around(-reach * 0.72, hair.back),
    ...down(-1).reverse()
  ]
}

/** Over the crown, down one side, along the hairline, and down the other side. */
export function frontOutline(face: Face, hair: Hair): Point[] {
  const [right, left] = [lock(face, hair, 1), lock(face, hair, -1)]
  return [
    ...crown(face, hair, -1.45, 1.45),
    ...right.outer,
    ...right.inner,
    ...hairline(face, hair),
    ...left.inner.reverse(),
    ...left.outer.reverse()
  ]
}

/** The edge that hair shows against the face, from right to left. */
export function hairline(face: Face, hair: Hair): Point[] {
  return HAIRLINES[hair.front](face, hair)
}

/** A lock in front of the ear down to its tip and back up, or a sideburn where hair is tucked away. */
export function lock(
  { at, around }: Face,
  hair: Hair,
  sign: 1 | -1
): { outer: Point[]; inner: Point[] } {
  if (hair.isTucked) {
    const end = Math.min(hair.sides, 0.16)
    return {
      outer: [around(sign * 1.01, end - 0.1)],
      inner: [around(sign * 0.97, end), at(sign * 0.88, end - 0.08)]
    }
  }
  const off = 1.03 + hair.volume * 0.66
  const outer = [0.3, 0.6, 0.85].map((t) => {
    const v = hair.sides * t
    const flare = hair.spread * 0.6 * t
    return around(sign * (off + flare + ripple(hair, 1.6 + v * 0.6)), v)
  })
  const tip = around(sign * (0.99 + hair.spread * 0.4), hair.sides + 0.03)
  const inner = [0.85, 0.55, 0.25].map((t) => {
    // Past the jaw the lock lies on the shoulder, free of the head's turn.
    const v = hair.sides * t
    const wide = 0.84 + ripple(hair, 2.2 + v * 0.6) * 0.6
    return v > 0.7 ? around(sign * wide, v) : at(sign * wide, v)
  })
  return { outer: [...outer, tip], inner }
}

const HAIRLINES: Record<Front, (face: Face, hair: Hair) => Point[]> = {
  swept: ({ at }, { parting, fringe }) => {
    const drop = 0.3 * fringe
    const far = Math.sign(parting) || 1
    // The longer side hangs lower.
    return [
      at(0.8, -0.4 + drop * (far < 0 ? 0.5 : 0.2)),
      at((0.74 + parting) / 2, -0.66 + drop * (far < 0 ? 1 : 0.5)),
      at(parting, -0.88 + drop * 0.3),
      at((-0.74 + parting) / 2, -0.66 + drop * (far > 0 ? 1 : 0.5)),
      at(-0.8, -0.4 + drop * (far > 0 ? 0.5 : 0.2))
    ]
  },
  curtain: ({ at }, { parting, fringe }) => [
    at(0.84, -0.2 + 0.16 * fringe),
    at(0.62, -0.5 + 0.1 * fringe),
    at(0.3 + parting * 0.3, -0.76),
    at(parting * 0.4, -0.96),
    at(-0.3 + parting * 0.3, -0.76),
    at(-0.62, -0.5 + 0.1 * fringe),
    at(-0.84, -0.2 + 0.16 * fringe)
  ],
  fringe: (face, { fringe, phase }) => {
    const { at, eyeHeight, browHeight } = face
    // Brows stay in sight, for they tell how the face presents.
    const low = Math.min(-0.36, eyeHeight - browHeight - 0.08) - 0.1 * fringe
    const uneven = (i: number): number => 0.035 * Math.sin(phase + i * 2.4)
    return [0.82, 0.52, 0.22, -0.08, -0.38, -0.64, -0.84].map((u, i) =>
      at(u, low + uneven(i) + (Math.abs(u) > 0.7 ? 0.06 : 0))
    )
  },
  back: ({ at }, { fringe }) => {
    const high = -0.84 + 0.1 * fringe
    return [
      at(0.84, -0.34),
      at(0.66, high + 0.16),
      at(0.3, high - 0.02),
      at(-0.3, high - 0.02),
      at(-0.66, high + 0.16),
      at(-0.84, -0.34)
    ]
  }
}

/** Distance from the head's middle, rippled by waves along the outline; `turn` is 0 at the crown. */
export function ripple({ wave, waves, phase }: Hair, turn: number): number {
  return wave * Math.sin(waves * turn + phase)
}
