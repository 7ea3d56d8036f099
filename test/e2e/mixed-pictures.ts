import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { createAvatars } from '../../src-main/datasets/samples/avatars.ts'

const SIZE = 96
const FACES = 18

/** What an import of the folder must come to. */
export const MIXED = { rejected: 2, exactCopies: 1, lookAlikes: 3 }

/** A folder of pictures that differ in all that differs in life, two that are broken, and copies. */
export async function mixedPictures(output: string): Promise<string> {
  const folder = join(output, 'mixed')
  for (const name of ['people', 'wide']) mkdirSync(join(folder, name), { recursive: true })
  const avatars = createAvatars(7, SIZE)
  const face = (index: number): Sharp =>
    sharp(avatars.draw(index).pixels, { raw: { width: SIZE, height: SIZE, channels: 3 } })
  const at = (name: string): string => join(folder, name)

  for (let n = 0; n < FACES; n++) {
    const isWide = n % 3 === 0
    const sides = { left: 70, right: 30, background: { r: 20 * n, g: 120, b: 90 } }
    const picture = isWide ? face(n).extend(sides) : face(n)
    await picture.jpeg({ quality: 95 }).toFile(at(`${isWide ? 'wide' : 'people'}/${n}.jpg`))
  }
  // The names decide what the preview shows: it begins with the first.
  const whole = await face(1).png().toBuffer()
  writeFileSync(at('a broken one.png'), whole.subarray(0, whole.length / 2))
  writeFileSync(at('a letter.jpg'), 'Dear diary, this is no picture.\n')
  await face(19).resize(12).png().toFile(at('b tiny.png'))
  await transparentPicture(at('c transparent.png'))
  copyFileSync(at('people/1.jpg'), at('people/1 again.jpg'))
  const smaller = sharp(readFileSync(at('people/2.jpg')))
  await smaller.resize(64).jpeg({ quality: 70 }).toFile(at('people/2 small.jpg'))
  await face(4).flop().png().toFile(at('people/4 mirrored.png'))
  await face(5).webp({ quality: 80 }).toFile(at('people/5.webp'))
  return folder
}

async function transparentPicture(file: string): Promise<void> {
  const disc = '<svg width="96" height="64"><circle cx="48" cy="32" r="28" fill="#e4572e"/></svg>'
  await sharp(Buffer.from(disc)).png().toFile(file)
}
