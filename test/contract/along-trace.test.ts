import { expect, test } from 'vitest'
import { alongTrace } from '../../src-main/contract/along-trace.ts'

const TRACE = {
  strengths: [-1, 0, 2],
  latents: [
    [0, 0],
    [1, 0.1],
    [1, 2.1]
  ]
}

test('along a trace it is straight between places, exact at them, and no farther than its ends', () => {
  expect(alongTrace(TRACE, -1)).toEqual([0, 0])
  expect(alongTrace(TRACE, 0)).toEqual([1, 0.1])
  expect(alongTrace(TRACE, -0.5)).toEqual([0.5, 0.05])
  const [x, y] = alongTrace(TRACE, 1.5)
  expect([x, Number(y!.toFixed(12))]).toEqual([1, 1.6])
  expect([alongTrace(TRACE, -7), alongTrace(TRACE, 7)]).toEqual([
    TRACE.latents[0],
    TRACE.latents[2]
  ])
})
