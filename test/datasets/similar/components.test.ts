import { expect, test } from 'vitest'
import { findComponents } from '../../../src-main/datasets/similar/components.ts'
import { createRandom } from '../../../src-main/engine/random.ts'

test('the axes of an ellipsoid are found with their deviations', async () => {
  const random = createRandom(1, 1)
  // An orthogonal basis that is no coordinate axis, and how far samples reach along it.
  const basis = [
    [1, 1, 1, 1],
    [1, -1, 1, -1],
    [1, 1, -1, -1]
  ].map((direction) => direction.map((value) => value / 2))
  const reach = [9, 3, 1]
  const normal = new Float32Array(3 * 20_000)
  random.fillNormal(normal)
  const samples = Array.from({ length: 20_000 }, (_, row) =>
    Float64Array.from({ length: 4 }, (_, i) =>
      basis.reduce((sum, axis, a) => sum + axis[i]! * reach[a]! * normal[row * 3 + a]!, i)
    )
  )
  const { mean, directions, deviations } = await findComponents(samples, 3, () => undefined)
  mean.forEach((value, i) => expect(Math.abs(value - i)).toBeLessThan(0.2))
  basis.forEach((axis, a) => {
    const product = axis.reduce((sum, value, i) => sum + value * directions[a * 4 + i]!, 0)
    expect(Math.abs(product)).toBeGreaterThan(0.999)
    expect(Math.abs(deviations[a]! / reach[a]! - 1)).toBeLessThan(0.02)
  })
})

test('samples that are all alike have directions of no deviation', async () => {
  const samples = Array.from({ length: 30 }, () => Float64Array.of(5, 6, 7))
  const { mean, deviations } = await findComponents(samples, 2, () => undefined)
  expect([...mean].map(Math.round)).toEqual([5, 6, 7])
  for (const deviation of deviations) expect(deviation).toBeLessThan(1e-6)
})
