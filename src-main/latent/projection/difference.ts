/**
 * How far two pictures of the same shape are apart, byte by byte, twice as strong as it is: black is equal, 255 a
 * difference of half the range or more.
 */
export function differencePicture(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((value, at) => Math.min(255, 2 * Math.abs(value - b[at]!)))
}
