import { expect, it } from 'vitest'
import { createRandom } from '../../src-main/engine/random.ts'
import { combineTerms, neighbours } from '../../src-main/latent/arithmetic.ts'

const z = (...values: number[]): Float32Array => Float32Array.from(values)

it('adds and takes away the means of the terms', () => {
  const { means, result } = combineTerms([
    {
      weight: 1,
      latents: [
        [1, 2],
        [3, 4],
        [5, 6]
      ]
    },
    { weight: -0.5, latents: [[2, 2]] },
    {
      weight: 1,
      latents: [
        [0, 10],
        [2, 20]
      ]
    }
  ])
  expect(means).toEqual([z(3, 4), z(2, 2), z(1, 15)])
  expect(result).toEqual(z(3, 18))
})

it('refuses nothing to add and terms without exemplars', () => {
  expect(() => combineTerms([])).toThrow('at least one term')
  expect(() => combineTerms([{ weight: 1, latents: [] }])).toThrow('no exemplars')
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
