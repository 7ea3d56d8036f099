import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAvatars } from '../../src-main/datasets/samples/avatars.ts'
import { encodePng } from '../../src-main/exports/images.ts'

const SIZE = 64

/** Writes drawn faces as PNG files: what the story imports where no photographs are at hand. */
export async function drawAvatars(folder: string, count: number): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const avatars = createAvatars(1, SIZE)
  for (let index = 0; index < count; index++) {
    const { pixels } = avatars.draw(index)
    writeFileSync(join(folder, `face-${index}.png`), await encodePng(pixels, SIZE, SIZE))
  }
}
