import { weighted } from '../chance.ts'
import type { Parts } from '../parts.ts'

/** The values of each attribute and how often they come, in parts. Every attribute is drawn alone. */
export const ATTRIBUTES = {
  // Shown by jaw, brows, lips and lashes, never by hair or beard, so that it stays apart from them.
  presenting: { woman: 1, man: 1 },
  glasses: { none: 4, round: 2, square: 2, 'cat-eye': 1, sunglasses: 2 },
  hair: { bald: 1, short: 3, medium: 3, long: 3 },
  // Of brows and beard too, so that it shows on bald heads.
  hairColour: { black: 1, brown: 1, blonde: 1, red: 1, grey: 1 },
  beard: { none: 5, stubble: 1, moustache: 1, full: 1 },
  mouth: { neutral: 1, smile: 1, open: 1 },
  // The way the head turns in the picture.
  turn: { left: 1, centre: 1, right: 1 },
  skin: { light: 1, tan: 1, brown: 1, dark: 1 },
  background: { blue: 1, green: 1, yellow: 1, rose: 1, violet: 1, grey: 1 }
} as const

/** What is known of a face. */
export type Attribute = keyof typeof ATTRIBUTES
export const ATTRIBUTE_NAMES = Object.keys(ATTRIBUTES) as Attribute[]

/** What a face is, in words; these are its labels. */
export type Attributes = { [A in Attribute]: keyof (typeof ATTRIBUTES)[A] & string }

/** Draws one value of each attribute, each from random numbers of its own. */
export function drawAttributes(random: Parts<Attribute>): Attributes {
  const drawn = ATTRIBUTE_NAMES.map((name) => [
    name,
    weighted<string>(random(name), ATTRIBUTES[name])
  ])
  return Object.fromEntries(drawn) as Attributes
}
