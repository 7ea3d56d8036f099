import { describe, expect, test } from 'vitest'
import {
  DISTRIBUTIONS,
  drawPoints,
  type Distribution,
  type DistributionName
} from '../../../src-main/datasets/samples/distributions.ts'

const NAMES = Object.keys(DISTRIBUTIONS) as DistributionName[]
const COUNT = 40_000

describe.for(NAMES)('%s', (name) => {
  const distribution: Distribution = DISTRIBUTIONS[name]
  const { dimensions, extent } = distribution
  const { points, components } = drawPoints(name, 11, COUNT)

  // Calls with the middle of each cell of a grid over the extent; `steps` cells a dimension.
  const overGrid = (steps: number, visit: (point: number[], cell: number) => void): void => {
    const at = (i: number): number => extent * ((2 * (i + 0.5)) / steps - 1)
    for (let i = 0; i < steps; i++) {
      if (dimensions === 1) visit([at(i)], i)
      else for (let j = 0; j < steps; j++) visit([at(i), at(j)], i * steps + j)
    }
  }

  test('its density integrates to one within its extent', () => {
    // Narrow modes are integrated around themselves, the rest over the grid.
    const { modes } = distribution
    const [narrowest] = modes.map(({ deviation }) => deviation).toSorted((a, b) => a - b)
    let sum = 0
    if (dimensions === 2 && narrowest) {
      const STEPS = 60
      for (const { mean, deviation } of modes) {
        const reach = 6 * deviation
        for (let i = 0; i < STEPS; i++) {
          for (let j = 0; j < STEPS; j++) {
            const at = (k: number, axis: 0 | 1): number =>
              mean[axis]! + reach * ((2 * (k + 0.5)) / STEPS - 1)
            sum += distribution.density([at(i, 0), at(j, 1)]) * ((2 * reach) / STEPS) ** 2
          }
        }
      }
    } else {
      const steps = dimensions === 1 ? 4_000 : 70
      overGrid(
        steps,
        (point) => (sum += distribution.density(point) * ((2 * extent) / steps) ** dimensions)
      )
    }
    expect(sum).toBeGreaterThan(0.999)
    expect(sum).toBeLessThan(1.0005)
  })

  test('its points are where its density is', () => {
    // Shares in coarse cells against the integral of the density there.
    const coarse = dimensions === 1 ? 20 : 8
    const shares = new Float64Array(coarse ** dimensions)
    for (let i = 0; i < COUNT; i++) {
      let cell = 0
      for (let d = 0; d < dimensions; d++) {
        const place = Math.floor(((points[i * dimensions + d]! / extent + 1) / 2) * coarse)
        cell = cell * coarse + Math.min(coarse - 1, Math.max(0, place))
      }
      shares[cell]! += 1 / COUNT
    }
    const { modes } = distribution
    if (dimensions === 2 && modes.length > 0) {
      // Modes narrower than any grid: their shares and their spread instead.
      modes.forEach(({ weight, mean, deviation }, mode) => {
        const own = [...components.keys()].filter((i) => components[i] === mode)
        expect(Math.abs(own.length / COUNT - weight)).toBeLessThan(5 * Math.sqrt(weight / COUNT))
        for (const d of [0, 1]) {
          const values = own.map((i) => points[i * 2 + d]!)
          const middle = values.reduce((a, b) => a + b, 0) / own.length
          const spread = Math.sqrt(
            values.reduce((sum, v) => sum + (v - mean[d]!) ** 2, 0) / own.length
          )
          expect(Math.abs(middle - mean[d]!)).toBeLessThan((5 * deviation) / Math.sqrt(own.length))
          expect(Math.abs(spread / deviation - 1)).toBeLessThan(5 / Math.sqrt(2 * own.length))
        }
      })
      return
    }
    const fine = 10
    const expected = new Float64Array(shares.length)
    overGrid(coarse * fine, (point, cell) => {
      const row = Math.floor(Math.floor(cell / (dimensions === 1 ? 1 : coarse * fine)) / fine)
      const column = Math.floor((cell % (coarse * fine)) / fine)
      const to = dimensions === 1 ? row : row * coarse + column
      expected[to]! += distribution.density(point) * ((2 * extent) / (coarse * fine)) ** dimensions
    })
    shares.forEach((share, cell) => {
      const error = 5 * Math.sqrt(Math.max(expected[cell]!, 2 / COUNT) / COUNT) + 1e-3
      expect(Math.abs(share - expected[cell]!)).toBeLessThan(error)
    })
  })

  test('equal seeds give equal points, more begin with the fewer, other seeds differ', () => {
    const fewer = drawPoints(name, 11, 100)
    expect(fewer.points).toEqual(points.subarray(0, 100 * dimensions))
    expect(fewer.components).toEqual(components.subarray(0, 100))
    expect(drawPoints(name, 12, 100).points).not.toEqual(fewer.points)
  })
})

test('the moments of the mixture are those of its formula', () => {
  const { modes } = DISTRIBUTIONS.mixture as Distribution
  const mean = modes.reduce((sum, mode) => sum + mode.weight * mode.mean[0]!, 0)
  const second = modes.reduce(
    (sum, { weight, mean: [m], deviation }) => sum + weight * (m! ** 2 + deviation ** 2),
    0
  )
  const variance = second - mean ** 2
  const { points } = drawPoints('mixture', 5, COUNT)
  const middle = points.reduce((a, b) => a + b, 0) / COUNT
  const spread = points.reduce((sum, x) => sum + (x - mean) ** 2, 0) / COUNT
  expect(Math.abs(middle - mean)).toBeLessThan(5 * Math.sqrt(variance / COUNT))
  expect(Math.abs(spread / variance - 1)).toBeLessThan(0.04)
})
