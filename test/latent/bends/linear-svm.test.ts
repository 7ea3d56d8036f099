import { tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import {
  createMoments,
  scoresOf,
  trainLinearSvms
} from '../../../src-main/latent/bends/linear-svm.ts'

beforeAll(async () => {
  await startEngine()
})

function asTheyAre(width: number) {
  return { means: new Float32Array(width), deviations: new Float32Array(width).fill(1) }
}

test('of two points the boundary is what calculus says: w = 2 / (2 + lambda)', async () => {
  const [found] = await trainLinearSvms({
    rows: [tensor2d([[1], [-1]])],
    isYes: [true, false],
    taken: [[true, true]],
    moments: asTheyAre(1),
    lambda: 0.5
  })
  expect(found!.weights[0]).toBeCloseTo(2 / 2.5, 5)
  expect(found!.bias).toBeCloseTo(0, 5)
})

test('rows moved and scaled give the same scores, and rows that are not taken count nothing', async () => {
  const scores = async (scale: number, shift: number, last: number): Promise<number[]> => {
    const rows = [-2, -1, 1, 3, last].map((value) => scale * value + shift)
    const moments = createMoments(1)
    moments.add(Float32Array.from(rows.slice(0, 4)))
    // In two parts, as large ones come.
    const matrix = [rows.slice(0, 2), rows.slice(2)].map((part) => tensor2d(part, [part.length, 1]))
    const [found] = await trainLinearSvms({
      rows: matrix,
      isYes: [false, false, true, true, false],
      taken: [[true, true, true, true, false]],
      moments: moments.moments(),
      lambda: 0.3
    })
    return [...scoresOf(matrix, found!)].slice(0, 4).map((value) => Number(value.toFixed(3)))
  }
  const plain = await scores(1, 0, 0)
  expect(plain[3]).toBeGreaterThan(plain[0]! + 1)
  expect(await scores(50, -7, 100)).toEqual(plain)
})

test('moments are those of the columns; a still column counts as of deviation 1', () => {
  const moments = createMoments(2)
  moments.add(Float32Array.of(1, 5))
  moments.add(Float32Array.of(3, 5))
  const { means, deviations } = moments.moments()
  expect([[...means], [...deviations]]).toEqual([
    [2, 5],
    [1, 1]
  ])
})

test('of many rows no step makes the loss smaller, and a rarer class counts as much, and what is believed less counts less', async () => {
  const random = createRandom(1, 1)
  const [count, width, lambda] = [60, 5, 0.1]
  const rows = Array.from({ length: count }, () => {
    const row = new Float32Array(width)
    random.fillNormal(row)
    return row
  })
  const isYes = rows.map((row, at) => row[0]! + 0.5 * row[1]! > 0.7 || at % 10 === 0)
  const belief = rows.map((_, at) => (at % 3 === 0 ? 0.25 : 1))
  const matrix = [
    tensor2d(
      rows.map((row) => [...row]),
      [count, width]
    )
  ]
  // The second of two, found at once with one on other rows.
  const [, found] = await trainLinearSvms({
    rows: matrix,
    isYes,
    belief,
    taken: [isYes.map((_, at) => at % 2 === 0), isYes.map(() => true)],
    moments: asTheyAre(width),
    lambda
  })
  const believed = (wanted: boolean): number =>
    belief.reduce((sum, one, at) => (isYes[at] === wanted ? sum + one : sum), 0)
  const yes = isYes.filter(Boolean).length
  expect(yes).toBeLessThan(count / 2)
  // Written anew, in plain numbers.
  const lossAt = (weights: readonly number[], bias: number): number => {
    const norm = weights.reduce((sum, w) => sum + w * w, 0)
    const hinges = rows.map((row, at) => {
      const score = row.reduce((sum, value, i) => sum + value * weights[i]!, bias)
      const share = (0.5 * belief[at]!) / believed(isYes[at]!)
      return share * Math.max(0, 1 - (isYes[at] ? score : -score)) ** 2
    })
    return (lambda / 2) * norm + hinges.reduce((sum, one) => sum + one, 0)
  }
  const weights = [...found!.weights]
  const least = lossAt(weights, found!.bias)
  for (let at = 0; at <= width; at++) {
    for (const by of [-0.01, 0.01]) {
      const moved = weights.map((w, i) => (i === at ? w + by : w))
      expect(lossAt(moved, found!.bias + (at === width ? by : 0))).toBeGreaterThan(least)
    }
  }
  const scores = scoresOf(matrix, found!)
  expect(scores[3]).toBeCloseTo(
    rows[3]!.reduce((sum, value, i) => sum + value * weights[i]!, found!.bias),
    4
  )
})
