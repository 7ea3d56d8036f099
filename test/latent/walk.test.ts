import { expect, test } from 'vitest'
import { countFrames, EASINGS, WalkPlanSchema } from '../../src-main/contract/latent.ts'
import { EASE } from '../../src-main/latent/easing.ts'
import { slerp } from '../../src-main/latent/interpolation.ts'
import { noiseLoop } from '../../src-main/latent/noise-loop.ts'
import { walkLatents } from '../../src-main/latent/walk.ts'

const walk = (plan: object): number[][] =>
  walkLatents(WalkPlanSchema.parse(plan)).map((z) => Array.from(z))

const CORNERS = [
  [0, 0],
  [4, 0],
  [4, 8]
]

test('a closed walk passes each keyframe once and ends one frame before its first', () => {
  const keyframes = CORNERS.map((z) => ({ z, frames: 4 }))
  expect(walk({ keyframes, interpolation: 'lerp' })).toEqual([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 0],
    [4, 2],
    [4, 4],
    [4, 6],
    [4, 8],
    [3, 6],
    [2, 4],
    [1, 2]
  ])
})

test('an open walk ends with its last keyframe; each leg has its own frames and easing', () => {
  const keyframes = [
    { z: [0, 0], frames: 4, easing: 'ease-in' },
    { z: [16, 0], frames: 2, easing: 'hold' },
    { z: [16, 8], frames: 600 }
  ]
  const plan = { keyframes, interpolation: 'lerp', closed: false }
  expect([walk(plan), countFrames(WalkPlanSchema.parse(plan))]).toEqual([
    [
      [0, 0],
      [1, 0],
      [4, 0],
      [9, 0],
      [16, 0],
      [16, 0],
      [16, 8]
    ],
    7
  ])
})

test('an arc keeps its even speed under a linear easing', () => {
  const keyframes = [
    { z: [1, 0], frames: 3 },
    { z: [0, 1], frames: 3 }
  ]
  const [, second] = walkLatents(WalkPlanSchema.parse({ keyframes }))
  expect(second).toEqual(slerp(Float32Array.of(1, 0), Float32Array.of(0, 1), 1 / 3))
})

test.each(EASINGS)(
  '%s begins at the one end and ends at the other, and never turns back',
  (name) => {
    const ease = EASE[name]
    const values = Array.from({ length: 101 }, (_, step) => ease(step / 100))
    expect([values[0], values[100]]).toEqual([0, 1])
    expect(values.every((value, at) => at === 0 || value >= values[at - 1]!)).toBe(true)
  }
)

test('speeds at both ends are what the easings are named by', () => {
  const step = 1e-6
  const speeds = EASINGS.map((name) => {
    const ease = EASE[name]
    return [ease(step) / step, (1 - ease(1 - step)) / step].map((speed) => Math.round(speed))
  })
  // linear, ease-in, ease-out, ease-in-out, hold (whose last step is the jump).
  expect(speeds).toEqual([
    [1, 1],
    [0, 2],
    [2, 0],
    [0, 0],
    [0, 1 / step]
  ])
})

test('noise moves every frame by the radius in one plane, so many turns, and closes', () => {
  const dimensions = 40
  const loop = { seed: 3, radius: 2.5, turns: 3 }
  const place = Array.from({ length: dimensions }, (_, at) => Math.sin(at))
  const count = 30
  const frames = walk({ keyframes: [{ z: place, frames: count }], noise: loop })
  const offsets = frames.map((z) => z.map((value, at) => value - Math.fround(place[at]!)))
  for (const offset of offsets) expect(Math.hypot(...offset)).toBeCloseTo(loop.radius, 5)
  // Angles between neighbours in time: three turns in thirty frames, the last beside the first.
  const angles = offsets.map((offset, frame) => {
    const next = offsets[(frame + 1) % count]!
    return offset.reduce((sum, value, at) => sum + value * next[at]!, 0) / loop.radius ** 2
  })
  for (const cosine of angles) expect(cosine).toBeCloseTo(Math.cos((2 * Math.PI * 3) / count), 5)
  // Offsets half a turn apart are opposite, which only a plane's circle has for all of them.
  const around = noiseLoop(dimensions, loop)
  expect(Array.from(around(1 / 6))).toEqual(
    Array.from(around(0), (value) => expect.closeTo(-value, 5) as number)
  )
  expect(around(1)).toEqual(around(0))
  expect(noiseLoop(dimensions, { ...loop, seed: 4 })(0)).not.toEqual(around(0))
})

test('an open walk shows both ends of its noise, and a single frame has the loop’s first', () => {
  const noise = { seed: 3, radius: 1 }
  const keyframes = [{ z: [1, 2, 3], frames: 10 }, { z: [1, 2, 3] }]
  const frames = walk({ keyframes, closed: false, noise })
  expect(frames.length).toBe(11)
  expect(frames[10]).toEqual(frames[0])
  expect(walk({ keyframes: [keyframes[1]], closed: false, noise })).toEqual([frames[0]])
})

test('a walk of too many frames is refused', () => {
  const keyframes = [[0], [1]].map((z) => ({ z, frames: 501 }))
  expect(() => walk({ keyframes })).toThrow(
    'The walk has 1002 frames, and 1000 are the most; give its keyframes fewer.'
  )
})
