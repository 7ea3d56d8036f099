import { expect, test } from 'vitest'
import { itemBytes } from '../../../src-main/datasets/forms/bytes.ts'
import { createEdgesToShapes } from '../../../src-main/datasets/samples/edges-to-shapes.ts'
import { SHAPE_KINDS } from '../../../src-main/datasets/samples/shapes/outlines.ts'

const SIZE = 64

// Whether a pixel of a picture of three channels is coloured, or dark.
const isColoured = (pixels: Uint8Array, pixel: number): boolean => {
  const [r, g, b] = [0, 1, 2].map((c) => pixels[pixel * 3 + c]!) as [number, number, number]
  return Math.max(r, g, b) - Math.min(r, g, b) > 60
}
const isInk = (pixels: Uint8Array, pixel: number): boolean => pixels[pixel * 3]! < 128

test('where the colours have an edge against the ground there is a line, and lines are nowhere else', () => {
  const set = createEdgesToShapes(3, SIZE)
  for (let index = 0; index < 60; index++) {
    const { pixels } = set.draw(index)
    expect(pixels.length).toBe(itemBytes(set.shape))
    const [lines, colours] = [
      pixels.subarray(0, pixels.length / 2),
      pixels.subarray(pixels.length / 2)
    ]
    const near = (pixel: number, test: (pixel: number) => boolean): boolean => {
      const [x, y] = [pixel % SIZE, Math.floor(pixel / SIZE)]
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) {
          const [px, py] = [x + dx, y + dy]
          if (px >= 0 && py >= 0 && px < SIZE && py < SIZE && test(py * SIZE + px)) return true
        }
      }
      return false
    }
    let [edges, lined, inked, founded] = [0, 0, 0, 0]
    for (let pixel = 0; pixel < SIZE * SIZE - 1; pixel++) {
      if (
        pixel % SIZE < SIZE - 1 &&
        isColoured(colours, pixel) !== isColoured(colours, pixel + 1)
      ) {
        edges++
        if (near(pixel, (other) => isInk(lines, other))) lined++
      }
      if (isInk(lines, pixel)) {
        inked++
        if (near(pixel, (other) => isColoured(colours, other))) founded++
      }
    }
    expect(edges).toBeGreaterThan(20)
    expect(lined / edges).toBeGreaterThan(0.97)
    expect(founded / inked).toBeGreaterThan(0.99)
  }
})

test('labels count the shapes and name the nearest; captions name all', () => {
  const set = createEdgesToShapes(5, 16)
  const counts = new Set<string>()
  for (let index = 0; index < 100; index++) {
    const { count, front, caption } = set.draw(index).labels
    const named = caption!
      .match(/\w+/g)!
      .filter((word) => SHAPE_KINDS.some((kind) => kind === word))
    expect({ count: String(named.length), front: named[0] }).toEqual({ count, front })
    expect(new Set(named).size).toBe(named.length)
    counts.add(count!)
  }
  expect([...counts].sort()).toEqual(['1', '2', '3'])
})

test('seeds give equal bytes; other seeds differ', () => {
  const draw = (seed: number): unknown => createEdgesToShapes(seed, 32).draw(3)
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
})
