import { expect, test } from 'vitest'
import { layOutFamily } from '../../../src-renderer/parts/latent/family-layout.ts'

const step = (words: string, ...parents: number[]) =>
  ({ how: 'sliders', words, z: [0], parents }) as const

test('each step stands right of its latest parent, and no two in the same place', () => {
  const family = layOutFamily(
    [step('a'), step('b'), step('c', 0), step('sum', 1, 2), step('d', 0)].map((one) => ({
      ...one,
      parents: [...one.parents],
      z: [...one.z]
    }))
  )
  expect(family.map(({ step: { words }, column, row }) => [words, column, row])).toEqual([
    ['a', 0, 0],
    ['b', 0, 1],
    ['c', 1, 0],
    ['sum', 2, 0],
    ['d', 1, 1]
  ])
})
