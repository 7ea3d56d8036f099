import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { alongAxes, principalComponents } from '../../src-main/latent/components.ts'

beforeAll(async () => {
  await startEngine()
})

/** Points of an ellipse with half-axes 5 and 2, turned by 30 degrees, around (10, -3), evenly by angle. */
function ellipse(): Float32Array {
  const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)]
  const points = Array.from({ length: 360 }, (_, degree) => {
    const angle = (degree * Math.PI) / 180
    const [u, v] = [5 * Math.cos(angle), 2 * Math.sin(angle)]
    return [10 + cos * u - sin * v, -3 + sin * u + cos * v]
  })
  return Float32Array.from(points.flat())
}

test('the components of an ellipse are its axes, the variances half their squares', () => {
  const found = principalComponents(ellipse(), 2, 2)
  expect(found.mean[0]).toBeCloseTo(10, 4)
  expect(found.mean[1]).toBeCloseTo(-3, 4)
  const [first, second] = found.axes as [Float32Array, Float32Array]
  expect(first[0]).toBeCloseTo(Math.cos(Math.PI / 6), 5)
  expect(first[1]).toBeCloseTo(Math.sin(Math.PI / 6), 5)
  expect(second[0]).toBeCloseTo(-Math.sin(Math.PI / 6), 5)
  expect(second[1]).toBeCloseTo(Math.cos(Math.PI / 6), 5)
  // The mean of cos^2 is a half; of 360 values 359 are free.
  const half = 360 / 359 / 2
  expect(found.variances[0]).toBeCloseTo(25 * half, 3)
  expect(found.variances[1]).toBeCloseTo(4 * half, 3)
  expect(found.total).toBeCloseTo(29 * half, 3)

  const places = alongAxes(ellipse(), found)
  expect(places[0]).toBeCloseTo(5, 4)
  expect(places[1]).toBeCloseTo(0, 4)
  expect(places[2 * 90]).toBeCloseTo(0, 4)
  expect(places[2 * 90 + 1]).toBeCloseTo(2, 4)
})

test('of more dimensions than rows it takes those that there are, at right angles, and keeps no tensors', () => {
  const rows = new Float32Array(20 * 40)
  createRandom(1, 1).fillNormal(rows)
  principalComponents(rows, 40, 3)
  const before = memory().numTensors
  const { axes, variances, total } = principalComponents(rows, 40, 30)
  expect(memory().numTensors).toBe(before)
  expect(variances.slice(19).every((variance) => variance < 1e-4)).toBe(true)
  expect(variances.reduce((sum, one) => sum + one)).toBeCloseTo(total, 3)
  const product = (a: Float32Array, b: Float32Array): number =>
    a.reduce((sum, value, at) => sum + value * b[at]!, 0)
  expect(product(axes[0]!, axes[0]!)).toBeCloseTo(1, 5)
  expect(product(axes[0]!, axes[1]!)).toBeCloseTo(0, 5)
})
