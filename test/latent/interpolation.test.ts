import { describe, expect, it } from 'vitest'
import { slerp } from '../../src-main/latent/interpolation.ts'

const close = (actual: Float32Array, expected: number[]): void => {
  expect(actual.length).toBe(expected.length)
  expected.forEach((value, index) => expect(actual[index]).toBeCloseTo(value, 5))
}

describe('slerp', () => {
  it('moves along the circle at even speed', () => {
    const [a, b] = [Float32Array.of(1, 0), Float32Array.of(0, 1)]
    close(slerp(a, b, 1 / 3), [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)])
    close(slerp(a, b, 0), [1, 0])
    close(slerp(a, b, 1), [0, 1])
  })

  it('goes evenly from one length to the other', () => {
    const half = slerp(Float32Array.of(1, 0), Float32Array.of(0, 3), 0.5)
    expect(Math.hypot(half[0]!, half[1]!)).toBeCloseTo(2, 5)
  })

  it.each([
    ['parallel', [1, 1], [2, 2], [1.5, 1.5]],
    ['opposite', [1, 0], [-1, 0], [0, 0]],
    ['zero', [0, 0], [2, 4], [1, 2]]
  ])('is a straight line where no arc is defined: %s', (_, a, b, middle) => {
    close(slerp(Float32Array.from(a), Float32Array.from(b), 0.5), middle)
  })
})
