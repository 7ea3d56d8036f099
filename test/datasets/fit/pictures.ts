import type { Picture } from '../../../src-main/datasets/fit/picture.ts'

/** A picture by a rule for the colour at each place. */
export function draw(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly number[]
): Picture {
  const pixels = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) {
    pixels.set(colour(i % width, Math.floor(i / width)), i * 3)
  }
  return { pixels, width, height }
}

/** The colour at a place. */
export function at({ pixels, width }: Picture, x: number, y: number): number[] {
  return [...pixels.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)]
}
