import { expect, test } from 'vitest'
import { itemBytes, type ItemShape } from '../../../src-main/datasets/forms/bytes.ts'
import { drawItem } from '../../../src-main/datasets/forms/draw.ts'
import { createRandom } from '../../../src-main/engine/random.ts'

test('grey pictures come in three channels, and pairs side by side', () => {
  const grey: ItemShape = { form: 'pictures', size: 2, channels: 1 }
  expect(drawItem(grey, Uint8Array.of(1, 2, 3, 4))).toEqual({
    pixels: Uint8Array.of(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4),
    width: 2,
    height: 2
  })
  const pair: ItemShape = { form: 'pairs', size: 2, channels: 1 }
  const { pixels, width, height } = drawItem(pair, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))
  expect({ width, height }).toEqual({ width: 4, height: 2 })
  expect(pixels.filter((_, at) => at % 3 === 0)).toEqual(Uint8Array.of(1, 2, 5, 6, 3, 4, 7, 8))
})

const SIZE = 16
const VOXELS: ItemShape = { form: 'voxels', size: SIZE, channels: 1 }

// A box of voxels from one corner to the other, both included.
function box(from: readonly number[], to: readonly number[]): Uint8Array {
  const voxels = new Uint8Array(itemBytes(VOXELS))
  for (let z = from[2]!; z <= to[2]!; z++)
    for (let y = from[1]!; y <= to[1]!; y++)
      for (let x = from[0]!; x <= to[0]!; x++) voxels[(z * SIZE + y) * SIZE + x] = 255
  return voxels
}

// The pixels of the solid, which is warm, against the ground, which is grey; and their middle.
function solidOf(voxels: Uint8Array): { area: number; x: number; y: number; lights: Set<number> } {
  const { pixels, width } = drawItem(VOXELS, voxels)
  let [area, x, y] = [0, 0, 0]
  const lights = new Set<number>()
  for (let pixel = 0; pixel < width * width; pixel++) {
    if (pixels[pixel * 3]! - pixels[pixel * 3 + 2]! < 30) continue
    area++
    x += pixel % width
    y += Math.floor(pixel / width)
    lights.add(pixels[pixel * 3]!)
  }
  return { area, x: x / area / width, y: y / area / width, lights }
}

test('an empty cube shows the ground alone', () => {
  const { area } = solidOf(box([1, 1, 1], [0, 0, 0]))
  expect(area).toBe(0)
})

test('a solid lies where its voxels are: x to the right, y down, z away and so higher in the picture', () => {
  const middle = solidOf(box([6, 6, 6], [9, 9, 9]))
  expect(middle.x).toBeCloseTo(0.5, 1)
  expect(middle.y).toBeCloseTo(0.5, 1)
  expect(solidOf(box([10, 6, 6], [13, 9, 9])).x).toBeGreaterThan(middle.x + 0.1)
  expect(solidOf(box([6, 10, 6], [9, 13, 9])).y).toBeGreaterThan(middle.y + 0.1)
  expect(solidOf(box([6, 6, 10], [9, 9, 13])).y).toBeLessThan(middle.y - 0.02)
})

test('the area of a box is that of its projection', () => {
  // Faces by the share of them that looks at the viewer, whose direction is turned by -0.52 and 0.46.
  const across = [8, 6, 10]
  const seen = [
    Math.sin(0.52) * Math.cos(0.46) * across[1]! * across[2]!,
    Math.sin(0.46) * across[0]! * across[2]!,
    Math.cos(0.52) * Math.cos(0.46) * across[0]! * across[1]!
  ].reduce((a, b) => a + b, 0)
  const pixelsPerVoxel = (4 * SIZE) / (1.24 * SIZE)
  const { area } = solidOf(box([4, 5, 3], [11, 10, 12]))
  expect(area / (seen * pixelsPerVoxel ** 2)).toBeGreaterThan(0.97)
  expect(area / (seen * pixelsPerVoxel ** 2)).toBeLessThan(1.03)
})

test('the three sides of a box are lit differently', () => {
  const { lights } = solidOf(box([3, 3, 3], [12, 12, 12]))
  expect(lights.size).toBeGreaterThanOrEqual(3)
})

test('a solid is drawn also where its surface looks away from the side that is seen', () => {
  // What an untrained generator makes: here the voxels around one cancel the side before it.
  const random = createRandom(1, 1)
  for (let n = 0; n < 20; n++) {
    const voxels = Uint8Array.from({ length: 8 ** 3 }, () => 255 * random.integer(2))
    const { pixels, width } = drawItem({ form: 'voxels', size: 8, channels: 1 }, voxels)
    expect(pixels.length).toBe(width * width * 3)
  }
})
