import { expect, test } from 'vitest'
import type { Slopes } from '../../../src-main/latent/bends/advance.ts'
import { traceBend } from '../../../src-main/latent/bends/trace.ts'

const breathe = (): Promise<void> => Promise.resolve()
const array = (...values: number[]): Float32Array => Float32Array.from(values)

// Two scores in the plane: x^2 + y^2, and x y.
const CIRCLE = array(1)
const HYPERBOLA = array(2)
const slope: Slopes = (latents, weights) =>
  latents.map(([x = 0, y = 0]) => (weights === CIRCLE ? [2 * x, 2 * y] : [y, x]))

test('a straight slope is followed straight, both ways, by steps of equal length', async () => {
  const trace = await traceBend(
    (latents) => latents.map(() => [3, 4]),
    { weights: CIRCLE, against: [] },
    { z: array(1, 1), present: 0.5, least: 0, most: 1.5, step: 0.5 },
    breathe
  )
  expect(trace.strengths).toEqual([0, 0.5, 1, 1.5])
  expect(trace.latents.map((z) => [...z].map((value) => Number(value.toFixed(4))))).toEqual([
    [0.7, 0.6],
    [1, 1],
    [1.3, 1.4],
    [1.6, 1.8]
  ])
})

test('against another score, which stays what it is: x y along x^2 + y^2 on a circle', async () => {
  const { latents } = await traceBend(
    slope,
    { weights: HYPERBOLA, against: [CIRCLE] },
    { z: array(2, 0.1), present: 0, least: 0, most: 1.2, step: 0.05 },
    breathe
  )
  const [first, last] = [latents[0]!, latents.at(-1)!]
  expect(Math.hypot(...last)).toBeCloseTo(Math.hypot(...first), 3)
  expect(last[0]! * last[1]!).toBeGreaterThan(1)
  // Without the other it leaves the circle.
  const free = await traceBend(
    slope,
    { weights: HYPERBOLA, against: [] },
    { z: array(2, 0.1), present: 0, least: 0, most: 1.2, step: 0.05 },
    breathe
  )
  expect(Math.hypot(...free.latents.at(-1)!)).toBeGreaterThan(2.1)
})

test('what is locked stays, and where the score is flat nothing moves', async () => {
  const locked = await traceBend(
    slope,
    { weights: CIRCLE, against: [] },
    { z: array(1, 1), present: 0, least: -1, most: 1, step: 0.5, locked: [1] },
    breathe
  )
  expect(locked.latents.map((z) => z[1])).toEqual(locked.latents.map(() => 1))
  const flat = await traceBend(
    (latents) => latents.map(() => [0, 0]),
    { weights: CIRCLE, against: [] },
    { z: array(1, 1), present: 0, least: -1, most: 1, step: 0.5 },
    breathe
  )
  expect(flat.latents).toEqual(flat.strengths.map(() => array(1, 1)))
})
