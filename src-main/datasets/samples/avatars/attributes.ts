import type { Random } from '../../../engine/random.ts'

/** The values of each attribute and how often they come, in parts. Every attribute is drawn alone. */
export const ATTRIBUTES = {
  // Shown by jaw, brows, lips and lashes, never by hair, so that it stays apart from hair's length.
  presenting: { woman: 1, man: 1 },
  glasses: { none: 4, round: 2, square: 2, sunglasses: 2 },
  hair: { bald: 1, short: 3, medium: 3, long: 3 },
  hairColour: { black: 1, brown: 1, blonde: 1, red: 1, grey: 1 },
  mouth: { neutral: 1, smile: 1, open: 1 },
  // The way the head turns in the picture.
  turn: { left: 1, centre: 1, right: 1 },
  skin: { light: 1, tan: 1, brown: 1, dark: 1 },
  background: { blue: 1, green: 1, yellow: 1, rose: 1, violet: 1, grey: 1 }
} as const

type Attribute = keyof typeof ATTRIBUTES

/** What a face is, in words; these are its labels. */
export type Attributes = { [A in Attribute]: keyof (typeof ATTRIBUTES)[A] & string }

/** Draws one value of each attribute, independently of each other. */
export function drawAttributes(random: Random): Attributes {
  return {
    presenting: pick(ATTRIBUTES.presenting, random),
    glasses: pick(ATTRIBUTES.glasses, random),
    hair: pick(ATTRIBUTES.hair, random),
    hairColour: pick(ATTRIBUTES.hairColour, random),
    mouth: pick(ATTRIBUTES.mouth, random),
    turn: pick(ATTRIBUTES.turn, random),
    skin: pick(ATTRIBUTES.skin, random),
    background: pick(ATTRIBUTES.background, random)
  }
}

function pick<Value extends string>(parts: Record<Value, number>, random: Random): Value {
  const entries = Object.entries<number>(parts) as [Value, number][]
  let left = random.uniform() * entries.reduce((sum, [, part]) => sum + part, 0)
  for (const [value, part] of entries) {
    left -= part
    if (left < 0) return value
  }
  return entries.at(-1)![0]
}
