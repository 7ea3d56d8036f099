import { expect, test } from 'vitest'
import { isEnlarged, scaleFor, shrinkTo } from '../../../src-main/datasets/fit/scale.ts'

const size = 64

test.each([
  ['centre', [512, 300], [109, 64]],
  ['attention', [300, 512], [64, 109]],
  ['entropy', [40, 900], [40, 900]],
  ['pad', [512, 300], [64, 38]],
  ['pad', [10_000, 1], [64, 1]],
  ['stretch', [512, 30], [64, 30]]
] as const)('%s makes %j %j and never larger', (fit, [width, height], [wide, high]) => {
  expect(scaleFor({ width, height }, { fit, size })).toEqual({ width: wide, height: high })
})

test.each([
  ['centre', 64, 64, false],
  ['centre', 500, 63, true],
  ['pad', 500, 63, false],
  ['pad', 63, 20, true],
  ['stretch', 500, 63, true],
  ['stretch', 64, 65, false]
] as const)('%s of %i × %i enlarges: %s', (fit, width, height, enlarged) => {
  expect(isEnlarged({ width, height }, { fit, size })).toBe(enlarged)
})

test('what was made smaller once is not made smaller again', () => {
  for (const fit of ['centre', 'pad', 'stretch'] as const) {
    for (let width = 1; width < 400; width += 7) {
      const once = scaleFor({ width, height: 211 }, { fit, size })
      expect(scaleFor(once, { fit, size })).toEqual(once)
    }
  }
})

test('a side keeps at least a pixel', () => {
  expect(shrinkTo({ width: 10_000, height: 3 }, 0.01)).toEqual({ width: 100, height: 1 })
})
