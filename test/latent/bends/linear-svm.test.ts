import { tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { scoresOf, trainLinearSvm } from '../../../src-main/latent/bends/linear-svm.ts'

beforeAll(async () => {
  await startEngine()
})

test('of two points the boundary is what calculus says: w = 2 / (2 + lambda)', () => {
  const { weights, bias } = trainLinearSvm(tensor2d([[1], [-1]]), [true, false], 0.5)
  expect(weights[0]).toBeCloseTo(2 / 2.5, 5)
  expect(bias).toBeCloseTo(0, 5)
})

test('of many rows no step makes the loss smaller, and a rarer class counts as much', () => {
  const random = createRandom(1, 1)
  const [count, width, lambda] = [60, 5, 0.1]
  const rows = Array.from({ length: count }, () => {
    const row = new Float32Array(width)
    random.fillNormal(row)
    return row
  })
  const isYes = rows.map((row, at) => row[0]! + 0.5 * row[1]! > 0.7 || at % 10 === 0)
  const found = trainLinearSvm(
    tensor2d(
      rows.map((row) => [...row]),
      [count, width]
    ),
    isYes,
    lambda
  )
  const yes = isYes.filter(Boolean).length
  expect(yes).toBeLessThan(count / 2)
  // Written anew, in plain numbers.
  const lossAt = (weights: readonly number[], bias: number): number => {
    const norm = weights.reduce((sum, w) => sum + w * w, 0)
    const hinges = rows.map((row, at) => {
      const score = row.reduce((sum, value, i) => sum + value * weights[i]!, bias)
      const share = count / 2 / (isYes[at] ? yes : count - yes)
      return share * Math.max(0, 1 - (isYes[at] ? score : -score)) ** 2
    })
    return (lambda / 2) * norm + hinges.reduce((sum, one) => sum + one, 0) / count
  }
  const weights = [...found.weights]
  const least = lossAt(weights, found.bias)
  for (let at = 0; at <= width; at++) {
    for (const by of [-0.01, 0.01]) {
      const moved = weights.map((w, i) => (i === at ? w + by : w))
      expect(lossAt(moved, found.bias + (at === width ? by : 0))).toBeGreaterThan(least)
    }
  }
  const scores = scoresOf(
    tensor2d(
      rows.map((row) => [...row]),
      [count, width]
    ),
    found
  )
  expect(scores[3]).toBeCloseTo(
    rows[3]!.reduce((sum, value, i) => sum + value * weights[i]!, found.bias),
    4
  )
})
