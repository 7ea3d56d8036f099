import { expect, test } from 'vitest'
import {
  dot,
  meanOf,
  orthogonalise,
  plus,
  unit
} from '../../../src-main/latent/directions/algebra.ts'

test('sums, means and lengths', () => {
  expect(plus([1, 2], -0.5, [2, 4])).toEqual([0, 0])
  expect(meanOf([[1, 0], Float32Array.of(3, 4)])).toEqual([2, 2])
  expect(unit([3, 4], '')).toEqual([0.6, 0.8])
})

test('what is left of a vector against others is at right angles to each, and in their plane with it', () => {
  const others = [
    [1, 1, 0, 0],
    [1, 1, 1, 0],
    [2, 2, 0, 0]
  ]
  const left = orthogonalise([1, 2, 3, 4], others)
  for (const other of others) expect(dot(left, other)).toBeCloseTo(0, 9)
  // The span of the others is {x = y, any z}: what remains is (1, 2, ., 4) less its part along (1, 1).
  left.forEach((value, at) => expect(value).toBeCloseTo([-0.5, 0.5, 0, 4][at]!, 9))
})

test('against one it is n1 - (n1 n2) n2', () => {
  const [n1, n2] = [
    [0.6, 0.8],
    [1, 0]
  ]
  expect(orthogonalise(n1!, [n2!])).toEqual(plus(n1!, -dot(n1!, n2!), n2!))
})

test('where nothing is left it says why', () => {
  const left = orthogonalise([1, 2, 3], [[2, 4, 6]])
  expect(() => unit(left, 'It is the same.')).toThrow('It is the same.')
  expect(() => unit([NaN, 1], 'No number.')).toThrow('No number.')
})
