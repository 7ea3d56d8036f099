import { expect, it } from 'vitest'
import { createRandom } from '../../src-main/engine/random.ts'
import { combine, neighbours } from '../../src-main/latent/arithmetic.ts'

const z = (...values: number[]): Float32Array => Float32Array.from(values)

it('adds and takes away the means of the terms', () => {
  const result = combine([
    { sign: 1, exemplars: [z(1, 2), z(3, 4), z(5, 6)] },
    { sign: -1, exemplars: [z(1, 1)] },
    { sign: 1, exemplars: [z(0, 10), z(2, 20)] }
  ])
  expect(Array.from(result)).toEqual([3, 18])
})

it('refuses nothing to add and terms without exemplars', () => {
  expect(() => combine([])).toThrow('at least one term')
  expect(() => combine([{ sign: 1, exemplars: [] }])).toThrow('no exemplars')
})

it('gives eight neighbours within the noise of the paper, the same for the same seed', () => {
  const centre = new Float32Array(50).fill(1)
  const around = neighbours(centre, createRandom(1, 1))
  expect(around.length).toBe(8)
  for (const latent of around) {
    for (const value of latent) expect(Math.abs(value - 1)).toBeLessThanOrEqual(0.25)
  }
  expect(neighbours(centre, createRandom(1, 1))).toEqual(around)
})
