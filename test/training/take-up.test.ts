import { expect, test } from 'vitest'
import { variablesFor } from '../../src-main/training/take-up.ts'

const array = (...values: number[]): Float32Array => Float32Array.from(values)

const variables = new Map([
  ['generator/up16/kernel', array(1, 2)],
  ['generator/up16/kernel/adam_mean', array(3, 4)],
  ['discriminator/judge/kernel', array(5, 6, 7)]
])

test('its own checkpoint gives a model everything', () => {
  const shapes = new Map([...variables].map(([name, { length }]) => [name, [length]]))
  expect(variablesFor({ variables }, { shapes })).toEqual(variables)
})

test('a fork takes what fits: other slots begin empty, an average begins as the weights are', () => {
  const shapes = new Map([
    ['generator/up16/kernel', [1, 2]],
    ['generator/average/up16/kernel', [1, 2]],
    ['generator/up16/kernel/mean_square', [1, 2]],
    ['discriminator/judge/kernel', [4]]
  ])
  expect(variablesFor({ variables }, { shapes })).toEqual(
    new Map([
      ['generator/up16/kernel', array(1, 2)],
      ['generator/average/up16/kernel', array(1, 2)]
    ])
  )
})
