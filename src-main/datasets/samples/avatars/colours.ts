import type { Random } from '../../../engine/random.ts'
import { mix, type Colour } from '../canvas.ts'
import { oneOf } from '../chance.ts'
import type { Attributes } from './attributes.ts'
import { apart } from './contrast.ts'

/** The two ends between which each named colour is drawn, so that no two faces share one. */
type Range = readonly [Colour, Colour]

// Wide enough to vary, and overlapping nowhere, so that a label can be seen.
const SKIN: Record<Attributes['skin'], Range> = {
  light: [
    [255, 226, 204],
    [246, 204, 176]
  ],
  tan: [
    [234, 186, 142],
    [218, 164, 118]
  ],
  brown: [
    [188, 130, 88],
    [160, 104, 68]
  ],
  dark: [
    [126, 80, 56],
    [92, 57, 42]
  ]
}

const HAIR: Record<Attributes['hairColour'], Range> = {
  black: [
    [22, 20, 30],
    [42, 38, 50]
  ],
  brown: [
    [78, 46, 30],
    [118, 74, 44]
  ],
  blonde: [
    [222, 176, 84],
    [246, 216, 138]
  ],
  red: [
    [168, 58, 24],
    [212, 98, 44]
  ],
  grey: [
    [150, 152, 162],
    [212, 214, 220]
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
  [238, 236, 230],
  [200, 68, 62],
  [44, 116, 110],
  [238, 178, 62],
  [92, 72, 130],
  [58, 60, 68],
  [112, 160, 204],
  [222, 130, 156],
  [126, 142, 84],
  [230, 130, 88]
]

const IRIS: readonly Colour[] = [
  [84, 52, 32],
  [120, 78, 40],
  [70, 118, 168],
  [82, 132, 92],
  [60, 42, 36],
  [112, 128, 142]
]

const FRAMES: readonly Colour[] = [
  [24, 24, 28],
  [92, 48, 28],
  [168, 32, 44],
  [28, 58, 124],
  [196, 150, 60],
  [22, 104, 96],
  [104, 56, 142]
]

const LIPS: readonly Colour[] = [
  [196, 48, 66],
  [212, 82, 96],
  [164, 40, 82],
  [206, 76, 60],
  [178, 66, 84]
]

const METALS: readonly Colour[] = [
  [244, 204, 92],
  [226, 230, 236],
  [240, 244, 246]
]

/** Every colour of one face. */
export interface Colours {
  skin: Colour
  skinLight: Colour
  skinShade: Colour
  /** Of blushing cheeks. */
  blush: Colour
  hair: Colour
  /** Where hair lies in its own shadow, and where light falls on it. */
  hairShade: Colour
  hairLight: Colour
  brow: Colour
  background: Colour
  backgroundEdge: Colour
  clothes: Colour
  /** Collars, stripes, bands and bows. */
  trim: Colour
  iris: Colour
  frame: Colour
  /** Painted lips; others take their colour from the skin. */
  lips: Colour
  metal: Colour
}

const BLACK: Colour = [20, 14, 18]
const WHITE: Colour = [255, 252, 246]
// What warms the shadows of skin, and its highlights.
const BLOOD: Colour = [150, 44, 40]
const SUN: Colour = [255, 232, 196]

// Least differences of luma, of 255, by which features stand out from the skin.
const HAIR_FROM_SKIN = 27
const BROW_FROM_SKIN = 34
const FRAME_FROM_SKIN = 40
const LIPS_FROM_SKIN = 16

/** Draws the colours of a face from the ranges its attributes name. */
export function drawColours(attributes: Attributes, random: Random): Colours {
  const within = ([from, to]: Range): Colour => mix(from, to, random.uniform())
  const either = (colours: readonly Colour[]): Colour => vary(oneOf(random, colours), random)
  const skin = within(SKIN[attributes.skin])
  const hair = apart(within(HAIR[attributes.hairColour]), skin, HAIR_FROM_SKIN)
  const background = within(BACKGROUND[attributes.background])
  return {
    skin,
    skinLight: mix(skin, SUN, 0.22),
    skinShade: mix(mix(skin, BLOOD, 0.24), BLACK, 0.14),
    blush: mix(skin, [226, 70, 74], 0.55),
    hair,
    hairShade: mix(hair, BLACK, 0.4),
    hairLight: mix(hair, WHITE, 0.24),
    brow: apart(mix(hair, BLACK, 0.35), skin, BROW_FROM_SKIN),
    background,
    backgroundEdge: mix(background, BLACK, 0.06 + 0.14 * random.uniform()),
    clothes: either(CLOTHES),
    trim: either(CLOTHES),
    iris: either(IRIS),
    frame: apart(either(FRAMES), skin, FRAME_FROM_SKIN),
    lips: apart(mix(either(LIPS), skin, 0.12 + 0.18 * random.uniform()), skin, LIPS_FROM_SKIN),
    metal: either(METALS)
  }
}

// Ten steps up or down in each channel.
function vary(colour: Colour, random: Random): Colour {
  const shift = (channel: number): number => channel + 20 * (random.uniform() - 0.5)
  return [shift(colour[0]), shift(colour[1]), shift(colour[2])]
}
