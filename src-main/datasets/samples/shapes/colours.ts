import type { Random } from '../../../engine/random.ts'
import type { Colour } from '../canvas.ts'
import { between, happens, type Span } from '../chance.ts'

// Hues in degrees that are called by one name by everybody; the gaps between them are wide.
const HUES = {
  red: [354, 364],
  orange: [24, 32],
  yellow: [50, 56],
  green: [115, 138],
  turquoise: [172, 182],
  blue: [214, 230],
  purple: [268, 282],
  pink: [322, 334]
} as const satisfies Record<string, Span>

/** What a shape's colour can be called. */
export type ColourName = keyof typeof HUES
export const COLOUR_NAMES = Object.keys(HUES) as ColourName[]

/** A colour of that name, strong enough to be told from every ground. */
export function drawColour(name: ColourName, random: Random): Colour {
  return fromHsv(
    between(random, HUES[name]),
    between(random, [0.74, 0.94]),
    between(random, [0.74, 0.96])
  )
}

/** What shapes lie on: nearly grey, light or dark, so that hue belongs to the shape alone. */
export function drawGround(random: Random): { ground: Colour; other: Colour; isDark: boolean } {
  const isDark = happens(random, 0.35)
  const [hue, saturation] = [between(random, [0, 360]), between(random, [0.02, 0.1])]
  const value = between(random, isDark ? [0.14, 0.3] : [0.86, 0.98])
  const other = isDark
    ? value + between(random, [0.04, 0.09])
    : value - between(random, [0.05, 0.1])
  return { ground: fromHsv(hue, saturation, value), other: fromHsv(hue, saturation, other), isDark }
}

/** Hue in degrees, saturation and value 0-1 (Smith 1978). */
export function fromHsv(hue: number, saturation: number, value: number): Colour {
  const channel = (offset: number): number => {
    const k = (offset + hue / 60) % 6
    return 255 * value * (1 - saturation * Math.max(0, Math.min(k, 4 - k, 1)))
  }
  return [channel(5), channel(3), channel(1)]
}
