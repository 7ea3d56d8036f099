import { expect, test } from 'vitest'
import { countFrames } from '../../../src-main/contract/latent.ts'
import {
  countLegs,
  firstFrames,
  NEW_WALK,
  placeOf,
  planOf,
  type WalkSettings
} from '../../../src-renderer/state/walk-plan.ts'

const walk = (frames: number[], rest: Partial<WalkSettings> = {}): WalkSettings => ({
  ...NEW_WALK,
  keyframes: frames.map((frames, id) => ({ id, z: [id], lineage: [], frames, easing: 'linear' })),
  ...rest
})

test('a frame lies on the way of one keyframe', () => {
  const settings = walk([10, 20, 5])
  expect(firstFrames(settings)).toEqual([0, 10, 30])
  expect([0, 9, 10, 20, 29, 30, 34].map((frame) => placeOf(settings, frame))).toEqual([
    { leg: 0, share: 0 },
    { leg: 0, share: 0.9 },
    { leg: 1, share: 0 },
    { leg: 1, share: 0.5 },
    { leg: 1, share: 0.95 },
    { leg: 2, share: 0 },
    { leg: 2, share: 0.8 }
  ])
})

test('an open walk ends with its last keyframe, which leads nowhere', () => {
  const open = walk([10, 20, 5], { closed: false })
  expect([countLegs(open), countFrames(planOf(open)!)]).toEqual([2, 31])
  expect(placeOf(open, 30)).toEqual({ leg: 2, share: 0 })
})

test('the plan has the noise only where it is on; without keyframes there is none', () => {
  expect(planOf(walk([]))).toBeUndefined()
  expect(planOf(walk([3]))).toEqual({
    keyframes: [{ z: [0], frames: 3, easing: 'linear' }],
    interpolation: 'slerp',
    closed: true
  })
  expect(planOf(walk([3], { noisy: true }))?.noise).toEqual({ seed: 1, radius: 3, turns: 1 })
})
