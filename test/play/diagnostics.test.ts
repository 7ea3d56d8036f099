import { expect, test } from 'vitest'
import { reached } from '../../src-main/play/diagnostics.ts'

const TWO = { dims: 1, modes: { centres: [[0], [10]], deviation: 1 } } as const

test('samples count at their nearest mode, and as good within three deviations', () => {
  const samples = Float32Array.of(0, 2.9, 3.1, 11)
  expect(reached(samples, TWO)).toEqual({
    ...{ modes: 2, of: 2, highQuality: 0.75 },
    // 3/4 ln(3/2) + 1/4 ln(1/2)
    reverseKl: expect.closeTo(0.75 * Math.log(1.5) + 0.25 * Math.log(0.5), 10) as number
  })
})

test('a collapse onto one of two modes is ln 2 away', () => {
  const found = reached(Float32Array.of(0.1, -0.2, 0.3), TWO)!
  expect([found.modes, found.highQuality]).toEqual([1, 1])
  expect(found.reverseKl).toBeCloseTo(Math.LN2)
})

test('numbers that are none reach nothing; what is no mixture has no modes', () => {
  expect(reached(Float32Array.of(NaN, NaN), TWO)).toMatchObject({ modes: 0, highQuality: 0 })
  expect(reached(Float32Array.of(1, 2), { dims: 2 })).toBeUndefined()
})
