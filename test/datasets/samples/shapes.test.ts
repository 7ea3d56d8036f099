import { expect, test } from 'vitest'
import { createShapes } from '../../../src-main/datasets/samples/shapes.ts'
import { POSITIONS, SIZES, WORDINGS } from '../../../src-main/datasets/samples/shapes/caption.ts'
import { COLOUR_NAMES } from '../../../src-main/datasets/samples/shapes/colours.ts'
import { SHAPE_KINDS } from '../../../src-main/datasets/samples/shapes/outlines.ts'
import { chiSquare, evenParts } from './independence.ts'

const SIZE = 64
const VALUES = {
  colour: COLOUR_NAMES,
  shape: SHAPE_KINDS,
  size: Object.keys(SIZES),
  position: Object.keys(POSITIONS)
}

// What a name means, in degrees, with room to spare.
const HUES: Record<string, [number, number]> = {
  red: [345, 375],
  orange: [18, 40],
  yellow: [44, 64],
  green: [100, 150],
  turquoise: [162, 192],
  blue: [205, 240],
  purple: [258, 292],
  pink: [312, 344]
}

/** The pixels that are coloured: their count, middle (parts of the width) and median hue (degrees). */
function measure(pixels: Uint8Array): { area: number; x: number; y: number; hue: number } {
  const found: { x: number; y: number; hue: number }[] = []
  for (let pixel = 0; pixel < SIZE * SIZE; pixel++) {
    const [r, g, b] = pixels.subarray(pixel * 3, pixel * 3 + 3) as unknown as number[]
    const [least, most] = [Math.min(r!, g!, b!), Math.max(r!, g!, b!)]
    if ((most - least) / most < 0.5) continue
    const sector =
      most === r
        ? (g! - b!) / (most - least)
        : most === g
          ? 2 + (b! - r!) / (most - least)
          : 4 + (r! - g!) / (most - least)
    const hue = (60 * sector + 360) % 360
    found.push({
      x: (pixel % SIZE) / SIZE,
      y: Math.floor(pixel / SIZE) / SIZE,
      hue: hue < 10 ? hue + 360 : hue
    })
  }
  const mean = (key: 'x' | 'y'): number =>
    found.reduce((sum, one) => sum + one[key], 0) / found.length
  const hues = found.map(({ hue }) => hue).toSorted((a, b) => a - b)
  return { area: found.length, x: mean('x'), y: mean('y'), hue: hues[hues.length >> 1]! }
}

test('a shape has the hue, place and size that its labels name', () => {
  const set = createShapes(4, SIZE)
  const areas: Record<string, number[]> = {}
  for (let index = 0; index < 300; index++) {
    const { pixels, labels } = set.draw(index)
    const { area, x, y, hue } = measure(pixels)
    const [from, to] = HUES[labels['colour']!]!
    expect({ index, hue: hue >= from && hue <= to }).toEqual({ index, hue: true })
    const place = POSITIONS[labels['position'] as keyof typeof POSITIONS]
    expect(Math.hypot(x - place.x, y - place.y)).toBeLessThan(0.09)
    const key = `${labels['shape']} ${labels['size']}`
    areas[key] = [...(areas[key] ?? []), area]
  }
  for (const shape of SHAPE_KINDS) {
    const [small, medium, large] = ['small', 'medium', 'large'].map(
      (size) => areas[`${shape} ${size}`]!
    )
    expect(Math.max(...small!)).toBeLessThan(Math.min(...medium!))
    expect(Math.max(...medium!)).toBeLessThan(Math.min(...large!))
  }
})

test('captions of every wording name all four attributes and nothing else', () => {
  const set = createShapes(9, 16)
  const wordings = new Set<string>()
  for (let index = 0; index < 500; index++) {
    const { caption, ...labels } = set.draw(index).labels
    let rest = caption!
    // Longest first, so that “top” is not taken out of “top left”.
    for (const [attribute, values] of Object.entries(VALUES)) {
      const named = values
        .filter((value) => new RegExp(`\\b${value}\\b`).test(rest))
        .toSorted((a, b) => b.length - a.length)
      expect({ caption, [attribute]: named[0] }).toEqual({
        caption,
        [attribute]: labels[attribute]
      })
      rest = rest.replace(new RegExp(`\\b${named[0]}\\b`), attribute.toUpperCase())
    }
    wordings.add(rest.replace(/\b(in|at|on)( the)? POSITION/, 'POSITION').replace(/^an /, 'a '))
  }
  expect([...wordings]).toHaveLength(WORDINGS.length)
})

test('colour, shape, size and position are drawn apart', () => {
  const set = createShapes(2, 16)
  const labels = Array.from({ length: 5_000 }, (_, index) => set.draw(index).labels)
  const names = Object.keys(VALUES) as (keyof typeof VALUES)[]
  for (const [i, a] of names.entries()) {
    for (const b of names.slice(i + 1)) {
      const column = (name: string): string[] => labels.map((one) => one[name]!)
      const found = chiSquare(column(a), column(b), evenParts(VALUES[a]), evenParts(VALUES[b]))
      expect({ a, b, isFree: found.chiSquare < found.limit }).toEqual({ a, b, isFree: true })
    }
  }
})

test('seeds give equal bytes at every size; other seeds differ', () => {
  for (const size of [16, 32, 64, 128]) {
    const draw = (seed: number): unknown => createShapes(seed, size).draw(3)
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
  }
})
