import sharp from 'sharp'
import { expect, test } from 'vitest'
import { CHANGES, isMirrored, type ChangeName } from '../../../bench/duplicates/changes.ts'
import { judge, type Item } from '../../../bench/duplicates/judge.ts'
import { drawTexture } from '../../../bench/duplicates/textures.ts'
import { createAvatars } from '../../../src-main/datasets/samples/avatars.ts'
import {
  describePicture,
  DESCRIPTION_BYTES,
  GRIDS,
  NEUTRAL
} from '../../../src-main/datasets/similar/describe.ts'
import { readAppearance } from '../../../src-main/datasets/similar/appearance.ts'
import { distanceOf } from '../../../src-main/datasets/similar/distance.ts'
import { FURTHEST } from '../../../src-main/datasets/similar/limit.ts'
import { findNearDuplicates } from '../../../src-main/datasets/similar/near.ts'
import { createRandom, type Random } from '../../../src-main/engine/random.ts'

const DRAWN = 128
const ORIGINALS = 120
const CHANGED_EVERY = 10

const avatars = createAvatars(11, DRAWN)
const DRAW: Record<string, (number: number) => Uint8Array> = {
  avatars: (number) => avatars.draw(number).pixels,
  textures: (number) => drawTexture(number, DRAWN)
}

async function describeFile(bytes: Buffer, size: number): Promise<Uint8Array> {
  const pixels = await sharp(bytes).resize(size, size, { fit: 'fill' }).raw().toBuffer()
  return describePicture(pixels, size, 3)
}

test.each([
  ['avatars', 64],
  ['avatars', 16],
  ['textures', 64],
  ['textures', 128]
] as const)('copies among %s of %i px are found, and nothing else', async (name, size) => {
  const files = await Promise.all(
    Array.from({ length: ORIGINALS }, (_, number) =>
      sharp(DRAW[name]!(number), { raw: { width: DRAWN, height: DRAWN, channels: 3 } })
        .png()
        .toBuffer()
    )
  )
  const items: Item[] = files.map((_, original) => ({ original }))
  const descriptions = await Promise.all(files.map((file) => describeFile(file, size)))
  for (let original = 0; original < ORIGINALS; original += CHANGED_EVERY) {
    for (const [change, make] of Object.entries(CHANGES)) {
      const changed = await make(files[original]!, DRAWN, original)
      items.push({ original, change: change as ChangeName })
      descriptions.push(await describeFile(changed, size))
    }
  }

  const { pairs, complete } = await findNearDuplicates(descriptions)
  const { recall, falsePairs } = judge(items, pairs, () => false)
  expect(complete).toBe(true)
  expect(falsePairs).toBe(0)
  expect(recall).toBeGreaterThan(0.98)
  for (const { picture, of, distance, mirrored } of pairs) {
    expect(of).toBeLessThan(picture)
    expect(distance).toBeGreaterThanOrEqual(0)
    expect(distance).toBeLessThanOrEqual(1)
    expect(mirrored).toBe(isMirrored(items[picture]!.change!))
  }
})

const descriptionOf = (number: number) => describePicture(drawTexture(number, 32), 32, 3)

test('of a group of copies the first remains, and each other is reported once', async () => {
  const copy = descriptionOf(1)
  const set = [descriptionOf(2), copy, descriptionOf(3), copy, copy, copy]
  const { pairs } = await findNearDuplicates(set)
  expect(pairs).toEqual(
    [3, 4, 5].map((picture) => ({ picture, of: 1, distance: 0, mirrored: false }))
  )
})

test('what is excluded is neither reported nor reported with', async () => {
  const copy = descriptionOf(1)
  const set = [copy, descriptionOf(2), copy, copy]
  const { pairs } = await findNearDuplicates(set, { excluded: new Set([0, 3]) })
  expect(pairs).toEqual([])
})

test.each([0, 1, 2])('a set of %i pictures is no problem', async (count) => {
  const set = Array.from({ length: count }, (_, number) => descriptionOf(number))
  expect(await findNearDuplicates(set)).toEqual({ pairs: [], complete: true })
})

test('fine textures that are flat in a thumbnail are not each other’s copies', async () => {
  const random = createRandom(1, 1)
  const noise = () => new Uint8Array(64 * 64 * 3).map(() => 118 + random.integer(21))
  const first = noise()
  const set = [first, noise(), noise(), noise(), first].map((pixels) =>
    describePicture(pixels, 64, 3)
  )
  const { pairs } = await findNearDuplicates(set)
  expect(pairs).toEqual([{ picture: 4, of: 0, distance: 0, mirrored: false }])
})

// Nearly the same description: less than compression changes.
function jitter(description: Uint8Array, random: Random): Uint8Array {
  return description.map((byte) => byte + random.integer(2))
}

test('where pictures are much alike by nature, only what is nearer than chance is reported', async () => {
  const random = createRandom(2, 1)
  // Six things vary a little: many pairs are nearer to each other than slight crops are.
  const [base, ...ways] = Array.from({ length: 7 }, (_, number) => descriptionOf(number))
  const pictures = Array.from({ length: 1_500 }, () => {
    const strengths = ways.map(() => 0.6 * (random.uniform() - 0.5))
    return base!.map((byte, i) =>
      Math.round(strengths.reduce((sum, way, w) => sum + way * (ways[w]![i]! - 128), byte))
    )
  })
  const some = pictures.slice(0, 200).map((picture) => readAppearance(picture))
  const byChance = some.flatMap((a, i) =>
    some.slice(0, i).filter((b) => distanceOf(a, b) < FURTHEST)
  )
  expect(byChance.length).toBeGreaterThan(20)

  const copies = pictures.slice(0, 60).map((picture) => jitter(picture, random))
  const { pairs } = await findNearDuplicates([...pictures, ...copies])
  const right = pairs.filter(({ picture, of }) => picture - of === pictures.length)
  expect(right.length).toBeGreaterThan(30)
  expect(pairs.length - right.length).toBeLessThanOrEqual(3)
})

test('thousands of pictures that are nearly one are searched without comparing all with all', async () => {
  const random = createRandom(3, 1)
  const base = descriptionOf(5)
  const set = Array.from({ length: 4_000 }, () => jitter(base, random))
  const { pairs, complete } = await findNearDuplicates(set)
  expect(complete).toBe(true)
  expect(pairs).toHaveLength(3_999)
  expect(new Set(pairs.map(({ of }) => of))).toEqual(new Set([0]))
})

test('a set in which too much lies close together says that it was not all compared', async () => {
  const random = createRandom(4, 1)
  const { luma } = GRIDS
  // Chequered, each square of four cells one way or the other: all of the same place and contrast.
  const set = Array.from({ length: 3_000 }, () => {
    const ways = Array.from({ length: luma * luma }, () => 60 * random.integer(2) - 30)
    return new Uint8Array(DESCRIPTION_BYTES).fill(NEUTRAL).map((byte, i) => {
      if (i >= luma * luma) return byte
      const [x, y] = [i % luma, Math.floor(i / luma)]
      return byte + ways[(y >> 1) * luma + (x >> 1)]! * ((x + y) % 2 === 0 ? 1 : -1)
    })
  })
  expect(await findNearDuplicates(set)).toEqual({ pairs: [], complete: false })
})

test('a search is given up when it is cancelled, and lets others work before', async () => {
  const some = Array.from({ length: 50 }, (_, number) => descriptionOf(number))
  const set = Array.from({ length: 20_000 }, (_, number) => some[number % 50]!)
  const controller = new AbortController()
  const reason = new Error('enough')
  let turns = 0
  const timer = setInterval(() => {
    if (++turns === 3) controller.abort(reason)
  }, 1)
  const search = findNearDuplicates(set, { signal: controller.signal })
  await expect(search).rejects.toBe(reason)
  clearInterval(timer)
  expect(turns).toBe(3)
})
