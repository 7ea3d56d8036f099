import sharp from 'sharp'

/** Makes another file of a picture: its bytes, its side in pixels, and a number that varies what is cut. */
export type Change = (picture: Buffer, side: number, number: number) => Promise<Buffer>

const resized = (times: number): Change => {
  return (picture, side) =>
    sharp(picture)
      .resize(Math.round(side * times))
      .png()
      .toBuffer()
}
const jpeg = (quality: number): Change => {
  return (picture) => sharp(picture).jpeg({ quality }).toBuffer()
}
const webp = (quality: number): Change => {
  return (picture) => sharp(picture).webp({ quality }).toBuffer()
}
const mirrored: Change = (picture) => sharp(picture).flop().png().toBuffer()

// Leaves 97 % of width and height, from anywhere.
const cropped: Change = (picture, side, number) => {
  const cut = Math.max(1, Math.round(side * 0.03))
  const [left, top] = [number % (cut + 1), Math.floor(number / (cut + 1)) % (cut + 1)]
  return sharp(picture)
    .extract({ left, top, width: side - cut, height: side - cut })
    .png()
    .toBuffer()
}

const both = (first: Change, second: Change, times = 1): Change => {
  return async (picture, side, number) =>
    second(await first(picture, side, number), Math.round(side * times), number)
}

/** What happens to pictures on their way through the world. */
export const CHANGES = {
  'JPEG 30': jpeg(30),
  'JPEG 50': jpeg(50),
  'JPEG 75': jpeg(75),
  'JPEG 95': jpeg(95),
  'WebP 30': webp(30),
  'WebP 75': webp(75),
  'a quarter': resized(0.25),
  half: resized(0.5),
  double: resized(2),
  cropped,
  mirrored,
  'mirrored, JPEG 50': both(mirrored, jpeg(50)),
  'mirrored, half': both(mirrored, resized(0.5)),
  'half, JPEG 50': both(resized(0.5), jpeg(50), 0.5)
} satisfies Record<string, Change>

/** The name of one of them. */
export type ChangeName = keyof typeof CHANGES

/** Whether it shows the picture's left on the right. */
export function isMirrored(change: ChangeName): boolean {
  return change.startsWith('mirrored')
}
