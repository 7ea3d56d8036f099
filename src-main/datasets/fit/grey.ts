/** A picture whose channels differ by no more has no colour: what JPEG's rounding leaves. */
const GREY_WITHIN = 2

/** Whether red, green and blue are the same everywhere, within what rounding leaves. */
export function isGrey(pixels: Uint8Array): boolean {
  for (let i = 0; i < pixels.length; i += 3) {
    const [red, green, blue] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!]
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > GREY_WITHIN) return false
  }
  return true
}

/** Luma of sRGB pixels (ITU-R BT.601), as JPEG has it: a byte for every three. */
export function luma(pixels: Uint8Array): Uint8Array {
  const levels = new Uint8Array(pixels.length / 3)
  for (let i = 0, from = 0; i < levels.length; i++, from += 3) {
    const weighted = 0.299 * pixels[from]! + 0.587 * pixels[from + 1]! + 0.114 * pixels[from + 2]!
    levels[i] = Math.round(weighted)
  }
  return levels
}
