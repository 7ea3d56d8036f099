import { expect, test } from 'vitest'
import { drawTexture } from '../../../bench/duplicates/textures.ts'
import {
  contrastOf,
  readAppearance,
  TANGENTS,
  VALUES
} from '../../../src-main/datasets/similar/appearance.ts'
import { describePicture, GRIDS } from '../../../src-main/datasets/similar/describe.ts'
import { createRuler, distanceOf } from '../../../src-main/datasets/similar/distance.ts'

const SIZE = 128

const describe = (pixels: Uint8Array): Uint8Array => describePicture(pixels, SIZE, 3)

// The picture moved to the right by so many pixels, its left edge drawn out.
function moved(pixels: Uint8Array, by: number): Uint8Array {
  return pixels.map((_, i) => {
    const [row, x] = [Math.floor(i / 3 / SIZE), Math.floor(i / 3) % SIZE]
    return pixels[(row * SIZE + Math.max(0, x - by)) * 3 + (i % 3)]!
  })
}

function mirrored(pixels: Uint8Array): Uint8Array {
  return pixels.map((_, i) => {
    const [row, x] = [Math.floor(i / 3 / SIZE), Math.floor(i / 3) % SIZE]
    return pixels[(row * SIZE + SIZE - 1 - x) * 3 + (i % 3)]!
  })
}

test('a picture is at no distance from itself, nor its mirror image from the mirrored description', () => {
  const pixels = drawTexture(1, SIZE)
  const there = readAppearance(describe(pixels))
  expect(distanceOf(there, there)).toBe(0)
  const back = readAppearance(describe(mirrored(pixels)), true)
  // Bytes of both were rounded once, in the same places.
  expect(distanceOf(there, back)).toBeLessThan(0.002)
  expect(distanceOf(there, readAppearance(describe(mirrored(pixels))))).toBeGreaterThan(0.5)
})

test('a move is taken out, another picture is not', () => {
  const pixels = drawTexture(2, SIZE)
  const here = readAppearance(describe(pixels))
  const there = readAppearance(describe(moved(pixels, 2)))
  const plain = here.values.reduce((sum, value, i) => sum + (value - there.values[i]!) ** 2, 0)
  const without = Math.sqrt(plain / GRIDS.luma ** 2) / here.contrast
  expect(distanceOf(here, there)).toBeLessThan(without / 3)
  expect(distanceOf(here, readAppearance(describe(drawTexture(3, SIZE))))).toBeGreaterThan(0.5)
})

test('the distance is the least that any move and softening leave, at their cost', () => {
  for (const number of [4, 5, 6]) {
    const a = readAppearance(describe(drawTexture(number, SIZE)))
    const b = readAppearance(describe(moved(drawTexture(number, SIZE), number)))
    const squared = (a.contrast ** 2 + b.contrast ** 2) / 2
    const usual = [0.015, 0.015, 0.02, 0.02, 1]
    const tangent = (t: number, i: number) =>
      (a.tangents[t * VALUES + i]! + b.tangents[t * VALUES + i]!) / 2
    // Coordinate descent on the whole sum of squares, which is convex.
    const amounts = new Array<number>(TANGENTS).fill(0)
    const left = Float64Array.from(a.values, (value, i) => value - b.values[i]!)
    for (let round = 0; round < 400; round++) {
      for (let t = 0; t < TANGENTS; t++) {
        const cost = (0.002 * squared) / usual[t]! ** 2
        let [along, length] = [-cost * amounts[t]!, cost]
        for (let i = 0; i < VALUES; i++) {
          along += left[i]! * tangent(t, i)
          length += tangent(t, i) ** 2
        }
        const step = along / length
        amounts[t]! += step
        for (let i = 0; i < VALUES; i++) left[i]! -= step * tangent(t, i)
      }
    }
    const sum =
      left.reduce((total, value) => total + value ** 2, 0) +
      amounts.reduce(
        (total, amount, t) => total + (0.002 * squared * amount ** 2) / usual[t]! ** 2,
        0
      )
    expect(distanceOf(a, b)).toBeCloseTo(Math.sqrt(sum / GRIDS.luma ** 2 / squared), 5)
  }
})

test('the quick distance is near the exact one for pictures that are close', () => {
  for (const number of [7, 8, 9]) {
    const a = describe(drawTexture(number, SIZE))
    const b = describe(moved(drawTexture(number, SIZE), 1))
    const quick = createRuler(readAppearance(a))(b, contrastOf(b))
    const exact = distanceOf(readAppearance(a), readAppearance(b))
    expect(quick / exact).toBeGreaterThan(0.8)
    expect(quick / exact).toBeLessThan(1.3)
  }
})

test('tangents are what a small move does, by finite differences', () => {
  // A wave so long that a pixel is a small move.
  const wave = (shift: number) =>
    new Uint8Array(SIZE * SIZE).map((_, i) =>
      Math.round(128 + 100 * Math.sin((2 * Math.PI * ((i % SIZE) - shift)) / SIZE))
    )
  const at = (shift: number) => readAppearance(describePicture(wave(shift), SIZE, 1))
  const [before, middle, after] = [at(-4), at(0), at(4)]
  for (let y = 1; y < GRIDS.luma - 1; y++) {
    for (let x = 2; x < GRIDS.luma - 2; x++) {
      const i = y * GRIDS.luma + x
      // A move to the right by a part of the width lowers values where they rise.
      const difference = ((before.values[i]! - after.values[i]!) * SIZE) / 8
      expect(Math.abs(middle.tangents[i]! - difference)).toBeLessThan(40)
      expect(middle.tangents[VALUES + i]).toBe(0)
    }
  }
})
