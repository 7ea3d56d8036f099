import { expect, test } from 'vitest'
import { findDimensions } from '../../../src-renderer/views/explore/find-dimensions.ts'

const scene = { z: [0, -1.2, 0.5, 0.95, 0], locked: [0, 2] }

test.each([
  ['2', [1]],
  ['2-4', [1, 2, 3]],
  ['1, 5', [0, 4]],
  ['locked', [0, 2]],
  ['strong', [1, 3]],
  ['lock 5', [0, 2, 4]],
  ['nothing', []]
])('“%s” finds dimensions', (text, found) => {
  expect(findDimensions(text, scene)).toEqual(found)
})
