import type { Random } from '../../../../engine/random.ts'
import { between as drawn, happens, weighted, type Span } from '../../chance.ts'
import type { Attributes } from '../attributes.ts'

/** What hair can be but bald. */
export type Length = Exclude<Attributes['hair'], 'bald'>
export type Texture = 'straight' | 'wavy' | 'curly' | 'coily'
/** Swept to a side, parted like a curtain, cut over the brows, or combed back. */
export type Front = 'swept' | 'curtain' | 'fringe' | 'back'
/** How hair is worn: loose, or tied in one of several ways. */
export type Wear = 'loose' | 'halfUp' | 'ponytail' | 'braids' | 'pigtails'

/** How one head of hair falls; lengths in half head widths. */
export interface Hair {
  length: Length
  texture: Texture
  front: Front
  wear: Wear
  /** How far it stands off the head, and how far more at the front of the crown. */
  volume: number
  lift: number
  lean: number
  /** Height of its waves, and how many there are around the head. */
  wave: number
  waves: number
  phase: number
  /** Radius of its curls; 0 where it has none. */
  curl: number
  /** Where it parts, u. */
  parting: number
  /** How low it hangs into the forehead, 0-1. */
  fringe: number
  /** v where the sides in front of the ears and the back end. */
  sides: number
  back: number
  /** How far it opens downwards. */
  spread: number
  /** Whether it lies behind the ears. */
  isTucked: boolean
  hasBand: boolean
}

// The jaw is at about v = 0.8, the shoulders at 1.6, the picture ends at about 1.9.
const LENGTHS: Record<
  Length,
  { sides: Span; back: Span; spread: Span; wear: Partial<Record<Wear, number>>; tucked: number }
> = {
  short: {
    sides: [-0.14, 0.16],
    back: [0.3, 0.5],
    spread: [-0.2, -0.1],
    wear: { loose: 1 },
    tucked: 1
  },
  medium: {
    sides: [0.66, 0.98],
    back: [1.02, 1.36],
    spread: [-0.04, 0.16],
    wear: { loose: 7, halfUp: 1, pigtails: 1 },
    tucked: 0.25
  },
  long: {
    sides: [1.45, 1.95],
    back: [1.9, 2.8],
    spread: [0.1, 0.28],
    wear: { loose: 6, halfUp: 1, ponytail: 1.5, braids: 1.5 },
    tucked: 0.35
  }
}

const TEXTURES: Record<
  Texture,
  { share: number; volume: Span; wave: Span; curl: Span; fronts: Record<Front, number> }
> = {
  straight: {
    share: 4,
    volume: [0.06, 0.18],
    wave: [0, 0.012],
    curl: [0, 0],
    fronts: { swept: 4, curtain: 2, fringe: 2, back: 2 }
  },
  wavy: {
    share: 3,
    volume: [0.12, 0.26],
    wave: [0.035, 0.07],
    curl: [0, 0],
    fronts: { swept: 4, curtain: 3, fringe: 1, back: 2 }
  },
  curly: {
    share: 2,
    volume: [0.12, 0.26],
    wave: [0, 0],
    curl: [0.14, 0.2],
    fronts: { swept: 3, curtain: 2, fringe: 2, back: 2 }
  },
  coily: {
    share: 2,
    volume: [0.1, 0.2],
    wave: [0, 0],
    curl: [0.085, 0.115],
    fronts: { swept: 1, curtain: 0, fringe: 1, back: 6 }
  }
}

const TEXTURE_SHARES = Object.fromEntries(
  Object.entries(TEXTURES).map(([texture, { share }]) => [texture, share])
) as Record<Texture, number>

// How much further coily hair stands off the head when it is not cut short.
const AFRO: Record<Length, Span> = { short: [0, 0.06], medium: [0.12, 0.28], long: [0.08, 0.2] }

/** Draws how hair of a length falls. */
export function drawHair(length: Length, random: Random): Hair {
  const between = (span: Span): number => drawn(random, span)
  const ends = LENGTHS[length]
  const texture = weighted(random, TEXTURE_SHARES)
  const body = TEXTURES[texture]
  const wear = weighted(random, { ...LOOSE, ...ends.wear })
  const isTied = wear === 'ponytail' || wear === 'braids' || wear === 'pigtails'
  const afro = texture === 'coily' && !isTied ? between(AFRO[length]) : 0
  return {
    length,
    texture,
    front: weighted(random, body.fronts),
    wear,
    volume: (between(body.volume) + afro) * (isTied ? 0.6 : 1),
    lift: length === 'short' && happens(random, 0.5) ? between([0.05, 0.17]) : between([0, 0.04]),
    lean: between([-0.5, 0.5]),
    wave: between(body.wave),
    waves: Math.round(between([8, 13])),
    phase: between([0, 2 * Math.PI]),
    curl: between(body.curl),
    parting: between([-0.55, 0.55]),
    fringe: random.uniform(),
    sides: isTied ? between([-0.1, 0.15]) : between(ends.sides),
    back: isTied ? 0.4 : between(ends.back),
    spread: isTied ? -0.15 : between(ends.spread),
    isTucked: isTied || happens(random, ends.tucked),
    hasBand: length !== 'short' && happens(random, 0.1)
  }
}

const LOOSE: Record<Wear, number> = { loose: 0, halfUp: 0, ponytail: 0, braids: 0, pigtails: 0 }
