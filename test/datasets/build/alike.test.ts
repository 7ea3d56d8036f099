import { expect, test } from 'vitest'
import { preferLargest } from '../../../src-main/datasets/build/alike.ts'

const near = { distance: 0.1, mirrored: false }

test('of pictures that look alike the largest is the one that the others are like', () => {
  const sides = [32, 64, 128, 40, 40, 128]
  const pairs = [
    { ...near, picture: 1, of: 0 },
    { ...near, picture: 2, of: 0, mirrored: true },
    { ...near, picture: 4, of: 3 },
    { ...near, picture: 5, of: 0 }
  ]
  expect(preferLargest(pairs, sides)).toEqual([
    { ...near, picture: 1, of: 2 },
    { ...near, picture: 0, of: 2, mirrored: true },
    { ...near, picture: 4, of: 3 },
    { ...near, picture: 5, of: 2 }
  ])
})
