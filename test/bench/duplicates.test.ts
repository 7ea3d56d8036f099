import { expect, test } from 'vitest'
import { judge } from '../../bench/duplicates/judge.ts'

const items = [
  { original: 0 },
  { original: 1 },
  { original: 2 },
  { original: 0, change: 'JPEG 30' },
  { original: 0, change: 'cropped' },
  { original: 2, change: 'cropped' }
] as const

test('copies found and pairs that are none are counted', () => {
  const pairs = [
    { picture: 3, of: 0 },
    { picture: 5, of: 1 }
  ]
  expect(judge(items, pairs, () => false)).toEqual({
    recall: 1 / 3,
    precision: 1 / 2,
    pairs: 2,
    falsePairs: 1,
    related: 0,
    recallOf: { 'JPEG 30': 1, cropped: 0 }
  })
})

test('views of one object are no mistake, and lead to its copies', () => {
  const pairs = [
    { picture: 2, of: 1 },
    { picture: 5, of: 1 }
  ]
  expect(judge(items, pairs, (a, b) => a + b === 3)).toMatchObject({
    falsePairs: 0,
    related: 2,
    precision: 1,
    recallOf: { 'JPEG 30': 0, cropped: 1 / 2 }
  })
})
