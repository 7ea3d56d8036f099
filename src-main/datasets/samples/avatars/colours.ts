import type { Random } from '../../../engine/random.ts'
import type { Attributes } from './attributes.ts'
import { mix, type Colour } from '../canvas.ts'

/** The two ends between which each named colour is drawn, so that no two faces share one. */
type Range = readonly [Colour, Colour]

// Wide enough to overlap nowhere, so that a label can be seen.
const SKIN: Record<Attributes['skin'], Range> = {
  light: [
    [255, 224, 200],
    [244, 200, 172]
  ],
  tan: [
    [232, 184, 140],
    [218, 164, 118]
  ],
  brown: [
    [186, 128, 86],
    [160, 104, 68]
  ],
  dark: [
    [124, 78, 54],
    [88, 54, 40]
  ]
}

const HAIR: Record<Attributes['hairColour'], Range> = {
  black: [
    [24, 22, 30],
    [46, 42, 52]
  ],
  brown: [
    [74, 44, 28],
    [114, 70, 42]
  ],
  blonde: [
    [226, 182, 92],
    [246, 216, 140]
  ],
  red: [
    [164, 58, 26],
    [206, 92, 44]
  ],
  grey: [
    [150, 152, 160],
    [206, 208, 214]
  ]
}

// Bright and soft, so that every skin and hair stands out from every one of them.
const BACKGROUND: Record<Attributes['background'], Range> = {
  blue: [
    [96, 156, 220],
    [150, 196, 238]
  ],
  green: [
    [104, 176, 132],
    [164, 212, 164]
  ],
  yellow: [
    [244, 200, 88],
    [250, 224, 144]
  ],
  rose: [
    [238, 134, 134],
    [248, 178, 168]
  ],
  violet: [
    [150, 124, 206],
    [190, 168, 230]
  ],
  grey: [
    [150, 156, 166],
    [202, 206, 212]
  ]
}

// What follows is no label: it only makes faces differ.
const CLOTHES: readonly Colour[] = [
  [42, 58, 92],
  [236, 236, 232],
  [200, 68, 62],
  [52, 118, 108],
  [238, 178, 62],
  [88, 70, 122],
  [60, 62, 68],
  [112, 160, 204],
  [222, 130, 156],
  [126, 142, 84]
]

const IRIS: readonly Colour[] = [
  [78, 50, 32],
  [110, 74, 40],
  [70, 110, 150],
  [84, 122, 84],
  [58, 42, 38]
]

const FRAMES: readonly Colour[] = [
  [26, 26, 30],
  [84, 46, 28],
  [150, 34, 42],
  [30, 54, 110],
  [176, 134, 62]
]

const LIPS: readonly Colour[] = [
  [196, 52, 70],
  [214, 88, 98],
  [172, 44, 84],
  [206, 76, 60]
]

/** Every colour of one face. */
export interface Colours {
  skin: Colour
  skinShade: Colour
  hair: Colour
  /** Where hair lies in its own shadow, and where light falls on it. */
  hairShade: Colour
  hairLight: Colour
  brow: Colour
  background: Colour
  backgroundEdge: Colour
  clothes: Colour
  /** Collars and stripes. */
  trim: Colour
  iris: Colour
  frame: Colour
  /** Painted lips; others take their colour from the skin. */
  lips: Colour
}

const BLACK: Colour = [20, 14, 18]
const WHITE: Colour = [255, 252, 246]
// What warms the shadows of skin.
const BLOOD: Colour = [150, 44, 40]

/** Draws the colours of a face from the ranges its attributes name. */
export function drawColours(attributes: Attributes, random: Random): Colours {
  const within = ([from, to]: Range): Colour => mix(from, to, random.uniform())
  const either = (colours: readonly Colour[]): Colour =>
    vary(colours[random.integer(colours.length)]!, random)
  const skin = within(SKIN[attributes.skin])
  const hair = within(HAIR[attributes.hairColour])
  const background = within(BACKGROUND[attributes.background])
  return {
    skin,
    skinShade: mix(mix(skin, BLOOD, 0.22), BLACK, 0.12),
    hair,
    hairShade: mix(hair, BLACK, 0.38),
    hairLight: mix(hair, WHITE, 0.22),
    brow: mix(hair, BLACK, 0.4),
    background,
    backgroundEdge: mix(background, BLACK, 0.06 + 0.16 * random.uniform()),
    clothes: either(CLOTHES),
    trim: either(CLOTHES),
    iris: either(IRIS),
    frame: either(FRAMES),
    lips: mix(either(LIPS), skin, 0.15 + 0.2 * random.uniform())
  }
}

// Ten steps up or down in each channel.
function vary(colour: Colour, random: Random): Colour {
  const shift = (channel: number): number => channel + 20 * (random.uniform() - 0.5)
  return [shift(colour[0]), shift(colour[1]), shift(colour[2])]
}
