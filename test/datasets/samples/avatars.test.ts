import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCache } from '../../../src-main/datasets/cache.ts'
import {
  ATTRIBUTE_NAMES,
  ATTRIBUTES,
  drawAttributes,
  type Attributes
} from '../../../src-main/datasets/samples/avatars/attributes.ts'
import { PARTS } from '../../../src-main/datasets/samples/avatars/portrait.ts'
import { createAvatars } from '../../../src-main/datasets/samples/avatars.ts'
import { buildSampleSet } from '../../../src-main/datasets/samples/build.ts'
import { openParts } from '../../../src-main/datasets/samples/parts.ts'
import { STREAMS } from '../../../src-main/engine/random.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { meanError } from '../pictures.ts'
import { chiSquare } from './independence.ts'

const avatars = { kind: 'avatars', size: 32, seed: 5 } as const

test('the same seed draws the same set, and a longer one begins with it', async () => {
  const folder = temporaryFolder()
  const [a, b, longer, other] = await Promise.all(
    [
      { ...avatars, count: 20 },
      { ...avatars, count: 20 },
      { ...avatars, count: 30 },
      { ...avatars, count: 20, seed: 6 }
    ].map((task, i) => buildSampleSet({ ...task, cacheFolder: join(folder, String(i)) }))
  )
  const first20 = [0, 2].map((i) => {
    const cache = openCache(join(folder, String(i)))
    const pixels = new Uint8Array(20 * 32 * 32 * 3)
    cache.read(
      Array.from({ length: 20 }, (_, n) => n),
      pixels
    )
    const labels = Array.from({ length: 20 }, (_, n) => cache.labels(n))
    cache.close()
    return { pixels, labels }
  })
  expect(a!.hash).toBe(b!.hash)
  expect(first20[0]).toEqual(first20[1])
  expect(new Set([a!.hash, longer!.hash, other!.hash]).size).toBe(3)
})

test('a face is the same at every size', () => {
  for (const index of [0, 17, 4_000]) {
    const [small, large] = [32, 128].map((size) => createAvatars(9, size).draw(index))
    expect(small!.labels).toEqual(large!.labels)
    // Area averages of the large one, 4 x 4 pixels each.
    const shrunk = small!.pixels.map((_, at) => {
      const [x, y, c] = [Math.floor(at / 3) % 32, Math.floor(at / 96), at % 3]
      let sum = 0
      for (let i = 0; i < 16; i++) {
        sum += large!.pixels[((y * 4 + (i >> 2)) * 128 + x * 4 + (i & 3)) * 3 + c]!
      }
      return sum / 16
    })
    expect(meanError(small!.pixels, shrunk)).toBeLessThan(6)
  }
})

test('no two faces are alike', () => {
  const set = createAvatars(1, 32)
  const faces = Array.from({ length: 300 }, (_, i) => set.draw(i).pixels)
  const nearest = faces.map((face, i) =>
    Math.min(...faces.slice(0, i).map((other) => meanError(face, other)))
  )
  expect(Math.min(...nearest)).toBeGreaterThan(4)
})

test('every value of every attribute comes, and none depends on another', () => {
  const partsOf = openParts(3, STREAMS.avatars, PARTS)
  const drawn = Array.from({ length: 5_000 }, (_, i) => drawAttributes(partsOf(i)))
  const pairs = ATTRIBUTE_NAMES.flatMap((a, i) =>
    ATTRIBUTE_NAMES.slice(i + 1).map((b) => [a, b] as const)
  )
  for (const [a, b] of pairs) {
    const column = (name: typeof a): string[] => drawn.map((face) => face[name])
    const found = chiSquare(column(a), column(b), ATTRIBUTES[a], ATTRIBUTES[b])
    expect({ a, b, isFree: found.chiSquare < found.limit }).toEqual({ a, b, isFree: true })
  }
})

test('glasses are labelled by shape and by whether there are any', () => {
  const set = createAvatars(1, 16)
  const labels = Array.from({ length: 60 }, (_, i) => set.draw(i).labels)
  for (const { glasses, hasGlasses } of labels) {
    expect(hasGlasses).toBe(glasses === 'none' ? 'no' : 'yes')
  }
  expect(new Set(labels.map(({ glasses }) => glasses))).toEqual(
    new Set(Object.keys(ATTRIBUTES.glasses))
  )
})

test('drawing stops when it is cancelled and leaves nothing behind', async () => {
  const folder = temporaryFolder()
  const controller = new AbortController()
  const onProgress = (done: number): void => {
    if (done === 50) controller.abort()
  }
  const task = { ...avatars, count: 100_000, cacheFolder: join(folder, 'cache') }
  const drawing = buildSampleSet(task, { signal: controller.signal, onProgress })
  await expect(drawing).rejects.toMatchObject({ code: 'import/cancelled' })
  expect(readdirSync(folder)).toEqual([])
})

// The rows and columns that two pictures of `size` differ in, as parts of the width.
function differing(
  a: Uint8Array,
  b: Uint8Array,
  size: number
): Record<'left' | 'right' | 'top' | 'bottom', number> {
  const box = { left: 1, right: 0, top: 1, bottom: 0 }
  for (let pixel = 0; pixel < size * size; pixel++) {
    if ([0, 1, 2].every((c) => a[pixel * 3 + c] === b[pixel * 3 + c])) continue
    const [x, y] = [(pixel % size) / size, Math.floor(pixel / size) / size]
    box.left = Math.min(box.left, x)
    box.right = Math.max(box.right, x)
    box.top = Math.min(box.top, y)
    box.bottom = Math.max(box.bottom, y)
  }
  return box
}

test('a face and its twin with glasses differ around the eyes and nowhere else', () => {
  const set = createAvatars(2, 64)
  for (const glasses of Object.keys(ATTRIBUTES.glasses) as Attributes['glasses'][]) {
    for (let index = 0; index < 30; index++) {
      const bare = set.draw(index, { glasses: 'none' })
      const worn = set.draw(index, { glasses })
      const { left, right, top, bottom } = differing(bare.pixels, worn.pixels, 64)
      if (glasses === 'none') {
        expect(worn).toEqual(bare)
        continue
      }
      // Eyes lie at the middle; lenses reach over them by at most an eighth of the picture.
      expect({ index, glasses, isAround: top > 0.3 && bottom < 0.7 }).toMatchObject({
        isAround: true
      })
      expect(right - left).toBeGreaterThan(0.2)
      expect(right - left).toBeLessThan(0.65)
    }
  }
})

test('a beard shows on the lower face, whoever wears it, and changes nothing above the nose', () => {
  const set = createAvatars(2, 64)
  for (const presenting of ['woman', 'man'] as const) {
    for (const beard of ['stubble', 'moustache', 'full'] as const) {
      for (let index = 0; index < 20; index++) {
        const shaved = set.draw(index, { presenting, beard: 'none', hair: 'bald' }).pixels
        const { top, bottom } = differing(
          shaved,
          set.draw(index, { presenting, beard, hair: 'bald' }).pixels,
          64
        )
        expect(top).toBeGreaterThan(0.45)
        expect(bottom).toBeGreaterThan(0.6)
      }
    }
  }
})

test('hair and beard say nothing about how a face presents, and jaw, brows, lips and lashes do', () => {
  const set = createAvatars(5, 32)
  // Alike in all but how they present: the hair above the brows stays where it is.
  for (let index = 0; index < 40; index++) {
    const wanted = { hair: 'short', glasses: 'none', beard: 'none' } as const
    const twins = (['woman', 'man'] as const).map(
      (presenting) => set.draw(index, { ...wanted, presenting }).pixels
    )
    const { top } = differing(twins[0]!, twins[1]!, 32)
    expect(top).toBeGreaterThan(0.2)
    expect(meanError(twins[0]!, twins[1]!)).toBeGreaterThan(0.5)
  }
})

test('the mean face of a value is what its word says', () => {
  const set = createAvatars(3, 16)
  const faces = Array.from({ length: 600 }, (_, i) => set.draw(i))
  // Mean colour of a patch, in sixteenths of the picture, over the faces with that label.
  const patch = (attribute: keyof Attributes, value: string, x: number, y: number): number[] => {
    const fitting = faces.filter(({ labels }) => labels[attribute] === value)
    const at = (y * 16 + x) * 3
    return [0, 1, 2].map(
      (c) => fitting.reduce((sum, { pixels }) => sum + pixels[at + c]!, 0) / fitting.length
    )
  }
  const brightness = (...of: Parameters<typeof patch>): number =>
    patch(...of).reduce((a, b) => a + b, 0) / 3
  const cheek = ['light', 'tan', 'brown', 'dark'].map((skin) => brightness('skin', skin, 8, 9))
  expect(cheek).toEqual(cheek.toSorted((a, b) => b - a))
  const crown = ['blonde', 'brown', 'black'].map((colour) => brightness('hairColour', colour, 8, 3))
  expect(crown).toEqual(crown.toSorted((a, b) => b - a))
  const [red, , blue] = patch('hairColour', 'red', 8, 3)
  expect(red! - blue!).toBeGreaterThan(50)
  expect(brightness('glasses', 'sunglasses', 6, 8)).toBeLessThan(
    brightness('glasses', 'none', 6, 8) - 20
  )
  expect(brightness('beard', 'full', 8, 12)).toBeLessThan(brightness('beard', 'none', 8, 12) - 10)
  // Next to the neck there is hair, or there is ground.
  const beside = (hair: string): number =>
    Math.abs(brightness('hair', hair, 4, 11) - brightness('hair', 'bald', 4, 11))
  expect(beside('long')).toBeGreaterThan(3 * beside('short'))
})
