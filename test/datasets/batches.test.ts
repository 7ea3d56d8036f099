import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openBatches, type Batches, type BatchState } from '../../src-main/datasets/batches.ts'
import { createCacheWriter } from '../../src-main/datasets/cache-writer.ts'
import { openCache } from '../../src-main/datasets/cache.ts'
import { itemBytes } from '../../src-main/datasets/forms/bytes.ts'
import { createRandom, STREAMS } from '../../src-main/engine/random.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const SIZE = 16
const LENGTH = SIZE * SIZE * 3
const COUNT = 10
const BATCH = 4

// Ten pictures: the n-th is n everywhere but in its left column, which is 100 + n.
async function tenPictures(form: 'pictures' | 'pairs' = 'pictures', channels: 1 | 3 = 3) {
  const folder = join(temporaryFolder(), 'cache')
  const shape = { form, size: SIZE, channels }
  const writer = await createCacheWriter(folder, shape)
  for (let n = 0; n < COUNT; n++) {
    const pixels = new Uint8Array(itemBytes(shape)).fill(n)
    const line = SIZE * channels
    for (let at = 0; at < pixels.length; at += line) pixels.fill(100 + n, at, at + channels)
    await writer.add(pixels, {})
  }
  await writer.finish()
  return folder
}

function open(folder: string, flip: boolean, excluded: number[] = []): Batches {
  const random = createRandom(7, STREAMS.data)
  const batches = openBatches(openCache(folder), BATCH, random, { flip, excluded })
  onTestFinished(() => batches.close())
  return batches
}

function next(batches: Batches): Float32Array {
  const out = new Float32Array(BATCH * LENGTH)
  batches.next(out)
  return out
}

const byteOf = (value: number | undefined): number => Math.round(((value ?? NaN) + 1) * 127.5)

// Which picture stands in each place of a batch, told by a pixel of the middle.
function picturesIn(batch: Float32Array): number[] {
  return Array.from({ length: BATCH }, (_, row) => byteOf(batch[row * LENGTH + (SIZE / 2) * 3]))
}

test('every epoch shows each picture once, in an order of its own, across the ends of batches', async () => {
  const batches = open(await tenPictures(), false)
  const shown = Array.from({ length: 5 }, () => picturesIn(next(batches))).flat()
  const epochs = [shown.slice(0, COUNT), shown.slice(COUNT)]
  const all = Array.from({ length: COUNT }, (_, n) => n)
  expect(epochs.map((epoch) => [...epoch].sort((a, b) => a - b))).toEqual([all, all])
  expect(epochs[0]).not.toEqual(epochs[1])
})

test('values run from -1 to 1, and a mirrored picture is the picture mirrored', async () => {
  const batches = open(await tenPictures(), true)
  let mirrored = 0
  for (let i = 0; i < 25; i++) {
    const batch = next(batches)
    picturesIn(batch).forEach((n, row) => {
      const left = byteOf(batch[row * LENGTH])
      const right = byteOf(batch[row * LENGTH + (SIZE - 1) * 3])
      expect([[n + 100, n].join(), [n, n + 100].join()]).toContain([left, right].join())
      if (left === n) mirrored++
    })
  }
  // 100 tosses: beyond 30 to 70 once in 16,000 seeds.
  expect(Math.abs(mirrored - 50)).toBeLessThan(20)
})

test.each([
  ['grey pictures', 'pictures', 1],
  ['pairs', 'pairs', 3]
] as const)('of %s every line is mirrored by itself', async (_, form, channels) => {
  const folder = await tenPictures(form, channels)
  const batches = open(folder, true)
  const length = itemBytes({ form, size: SIZE, channels })
  const line = SIZE * channels
  const lines = new Set<string>()
  for (let i = 0; i < 10; i++) {
    const batch = new Float32Array(BATCH * length)
    batches.next(batch)
    for (let at = 0; at < batch.length; at += line) {
      const bytes = Array.from(batch.subarray(at, at + line), byteOf)
      const n = Math.min(...bytes)
      lines.add(bytes.map((byte) => byte - n).join())
    }
  }
  const column = new Array<number>(channels).fill(100)
  const rest = new Array<number>(line - channels).fill(0)
  expect([...lines].sort()).toEqual(
    [[...column, ...rest].join(), [...rest, ...column].join()].sort()
  )
})

test('a picture that is left out never comes, and the others once an epoch', async () => {
  const batches = open(await tenPictures(), true, [0, 3, 9])
  const shown = Array.from({ length: 7 }, () => picturesIn(next(batches))).flat()
  const others = [1, 2, 4, 5, 6, 7, 8]
  for (let epoch = 0; epoch < 4; epoch++) {
    const seen = shown.slice(epoch * 7, (epoch + 1) * 7)
    expect([...seen].sort((a, b) => a - b)).toEqual(others)
  }
})

test.each([
  [false, []],
  [true, []],
  [true, [2, 7, 8]]
])(
  'going on from a saved state gives the same as never stopping, mirrored: %j, without %j',
  async (flip, excluded) => {
    const folder = await tenPictures()
    const whole = open(folder, flip, excluded)
    const expected = Array.from({ length: 12 }, () => next(whole))
    for (const stop of [0, 1, 2, 3, 5, 7]) {
      const first = open(folder, flip, excluded)
      const before = Array.from({ length: stop }, () => next(first))
      const saved = JSON.parse(JSON.stringify(first.state())) as BatchState
      const second = open(folder, flip, excluded)
      next(second)
      second.restore(saved)
      const after = Array.from({ length: 12 - stop }, () => next(second))
      expect([...before, ...after]).toEqual(expected)
    }
  }
)
