import { expect, test } from 'vitest'
import { LineageSchema, type Lineage } from '../../../src-main/contract/latent.ts'
import { firstStep, grownFrom } from '../../../src-renderer/state/lineage.ts'

const seed = (number: number): Lineage => firstStep('seed', `seed 1, number ${number}`, [number])

test('what is made of others has their steps before its own, each of them once', () => {
  const pair = grownFrom([seed(1), seed(2)], 'walk', 'half way', [1.5])
  expect(pair).toEqual([
    { how: 'seed', words: 'seed 1, number 1', z: [1], parents: [] },
    { how: 'seed', words: 'seed 1, number 2', z: [2], parents: [] },
    { how: 'walk', words: 'half way', z: [1.5], parents: [0, 1] }
  ])
  const again = grownFrom([seed(2), pair, pair], 'arithmetic', 'sum', [5])
  expect(again.map(({ z, parents }) => [z[0], parents])).toEqual([
    [2, []],
    [1, []],
    [1.5, [1, 0]],
    [5, [0, 2]]
  ])
  expect(LineageSchema.parse(again)).toEqual(again)
})

test('one too long keeps the parents alone, and what it makes can be kept', () => {
  const chain = (start: number): Lineage => {
    let lineage = seed(start)
    for (let step = 1; step < 40; step++)
      lineage = grownFrom([lineage], 'sliders', `step ${step}`, [100 * start + step])
    return lineage
  }
  const sum = grownFrom([chain(1), chain(2)], 'arithmetic', 'sum', [3])
  expect(sum.map(({ z, parents }) => [z[0], parents])).toEqual([
    [139, []],
    [239, []],
    [3, [0, 1]]
  ])
  const many = grownFrom(
    Array.from({ length: 100 }, (_, number) => seed(number)),
    'arithmetic',
    'sum',
    [0]
  )
  expect([many.length, LineageSchema.safeParse(many).success]).toEqual([64, true])
})
