import { expect, test } from 'vitest'
import { drawTexture } from '../../../bench/duplicates/textures.ts'
import { createAvatars } from '../../../src-main/datasets/samples/avatars.ts'
import { describePicture } from '../../../src-main/datasets/similar/describe.ts'
import { findOutliers } from '../../../src-main/datasets/similar/outliers.ts'
import { createRandom } from '../../../src-main/engine/random.ts'

const SIZE = 32

const describe = (pixels: Uint8Array) => describePicture(pixels, SIZE, 3)
const blank = (level: number) => describe(new Uint8Array(SIZE * SIZE * 3).fill(level))
const avatars = createAvatars(1, SIZE)
const faces = Array.from({ length: 400 }, (_, i) => describe(avatars.draw(i).pixels))
// Black and white, as a page of print is.
const prints = Array.from({ length: 8 }, (_, i) =>
  describe(drawTexture(i, SIZE).map((byte) => (byte < 128 ? 0 : 255)))
)
const textures = Array.from({ length: 300 }, (_, i) => describe(drawTexture(i, SIZE)))

async function strangers(set: Uint8Array[], most = 50): Promise<number[]> {
  return (await findOutliers(set, { most })).map(({ picture }) => picture)
}

test.each([
  ['faces', faces],
  ['copies of one picture', Array.from({ length: 60 }, () => faces[0]!)],
  ['too few to tell', [blank(0), ...faces.slice(0, 10)]]
])('in a set of %s nothing stands out', async (_, set) => {
  expect(await strangers(set)).toEqual([])
})

test('other pictures among faces stand out', async () => {
  const set = [...faces, ...prints]
  const found = await strangers(set)
  expect(found.sort((a, b) => a - b)).toEqual([400, 401, 402, 403, 404, 405, 406, 407])
})

test('blank frames stand out, also where there are several', async () => {
  const set = [...textures, blank(0), blank(0), blank(0), blank(255), blank(128)]
  expect((await strangers(set, 5)).sort((a, b) => a - b)).toEqual([300, 301, 302, 303, 304])
})

test('noise and colour stand out', async () => {
  const random = createRandom(1, 1)
  const noise = describe(new Uint8Array(SIZE * SIZE * 3).map(() => random.integer(256)))
  expect(await strangers([...faces, noise])).toEqual([400])
  const grey = faces.map((face) => face.map((byte, i) => (i >= 144 && i < 216 ? 128 : byte)))
  expect(await strangers([...grey, faces[3]!])).toEqual([400])
})

test('the strangest come first, no more than are asked for', async () => {
  const set = [...faces, ...prints, blank(0)]
  const all = await findOutliers(set, { most: 50 })
  const scores = all.map(({ score }) => score)
  expect(scores).toEqual([...scores].sort((a, b) => b - a))
  expect(Math.min(...scores)).toBeGreaterThan(1.5)
  expect(await findOutliers(set, { most: 3 })).toEqual(all.slice(0, 3))
})

test('a search is given up when it is cancelled, and lets others work before', async () => {
  const set = Array.from({ length: 5_000 }, (_, i) => faces[i % faces.length]!)
  const controller = new AbortController()
  const reason = new Error('enough')
  let turns = 0
  const timer = setInterval(() => {
    if (++turns === 3) controller.abort(reason)
  }, 1)
  await expect(findOutliers(set, { most: 5, signal: controller.signal })).rejects.toBe(reason)
  clearInterval(timer)
})
