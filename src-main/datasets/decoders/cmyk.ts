/** Full ink in a byte. */
const FULL = 255
/** So much of each colour makes a dark grey, for which every press takes black ink. */
const DARK = 100
/** Ink that rounding leaves. */
const TRACE = 2

/**
 * Whether inks (4 bytes a pixel, 255 is full) come from the plain formula C = 255 - R, M = 255 - G,
 * Y = 255 - B, as Pillow and many scripts write them: dark greys without any black ink, which no
 * profile of a press makes.
 */
export function isPlainInk(inks: Uint8Array): boolean {
  let hasDark = false
  for (let i = 0; i < inks.length; i += 4) {
    if (inks[i + 3]! > TRACE) return false
    hasDark ||= Math.min(inks[i]!, inks[i + 1]!, inks[i + 2]!) >= DARK
  }
  return hasDark
}

/** RGB of inks that were made by the plain formula, 3 bytes a pixel. */
export function fromPlainInk(inks: Uint8Array): Uint8Array {
  const pixels = new Uint8Array((inks.length / 4) * 3)
  for (let i = 0, at = 0; i < inks.length; i += 4) {
    for (let channel = 0; channel < 3; channel++) pixels[at++] = FULL - inks[i + channel]!
  }
  return pixels
}
