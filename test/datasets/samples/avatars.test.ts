import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCache } from '../../../src-main/datasets/cache.ts'
import { ATTRIBUTES, drawAttributes } from '../../../src-main/datasets/samples/avatars/attributes.ts'
import { createAvatars } from '../../../src-main/datasets/samples/avatars.ts'
import { buildSampleSet } from '../../../src-main/datasets/samples/build.ts'
import { createRandom } from '../../../src-main/engine/random.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { meanError } from '../pictures.ts'

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
  const COUNT = 6_000
  const random = createRandom(3, 1)
  const drawn = Array.from({ length: COUNT }, () => drawAttributes(random))
  const names = Object.keys(ATTRIBUTES) as (keyof typeof ATTRIBUTES)[]
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const))
  for (const [a, b] of pairs) {
    const shares = (of: Record<string, number>): [string, number][] => {
      const parts = Object.values(of).reduce((sum, part) => sum + part, 0)
      return Object.entries(of).map(([value, part]) => [value, part / parts])
    }
    let chiSquare = 0
    for (const [valueA, shareA] of shares(ATTRIBUTES[a])) {
      for (const [valueB, shareB] of shares(ATTRIBUTES[b])) {
        const expected = COUNT * shareA * shareB
        const found = drawn.filter((face) => face[a] === valueA && face[b] === valueB).length
        chiSquare += (found - expected) ** 2 / expected
      }
    }
    const cells = Object.keys(ATTRIBUTES[a]).length * Object.keys(ATTRIBUTES[b]).length
    // Mean and spread of chi-square: four standard deviations above its degrees of freedom.
    const limit = cells - 1 + 4 * Math.sqrt(2 * (cells - 1))
    expect({ a, b, isFree: chiSquare < limit }).toEqual({ a, b, isFree: true })
  }
})

test('glasses are labelled by shape and by whether there are any', () => {
  const set = createAvatars(1, 16)
  const labels = Array.from({ length: 60 }, (_, i) => set.draw(i).labels)
  for (const { glasses, hasGlasses } of labels) {
    expect(hasGlasses).toBe(glasses === 'none' ? 'no' : 'yes')
  }
  expect(new Set(labels.map(({ glasses }) => glasses)).size).toBe(4)
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
