import type { Colour } from '../canvas.ts'

// Darker than this nothing can be told from black.
const DARKEST = 16

/** How bright a colour looks, 0-255 (luma of ITU-R BT.601). */
export function luma([red, green, blue]: Colour): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue
}

/** A colour made so much darker or lighter, whichever way it differs, that it stands out from another. */
export function apart(colour: Colour, from: Colour, least: number): Colour {
  const [own, other] = [luma(colour), luma(from)]
  if (Math.abs(own - other) >= least) return colour
  const isDarker = own <= other && other - least >= DARKEST
  const wanted = isDarker ? other - least : other + least
  // Scaling keeps the hue; what is clipped is white then.
  const scale = wanted / Math.max(1, own)
  return [0, 1, 2].map((c) => Math.min(255, colour[c]! * scale)) as unknown as Colour
}
