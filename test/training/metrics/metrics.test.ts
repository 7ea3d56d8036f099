import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Matrix } from 'ml-matrix'
import { expect, test } from 'vitest'
import { createRandom } from '../../../src-main/engine/random.ts'
import type { View } from '../../../src-main/training/metrics/features.ts'
import { frechetDistance } from '../../../src-main/training/metrics/frechet.ts'
import { measureAll } from '../../../src-main/training/metrics/measure.ts'
import type { Comparison } from '../../../src-main/training/metrics/metric.ts'
import { METRICS } from '../../../src-main/training/metrics/metrics.ts'
import { momentsOf } from '../../../src-main/training/metrics/moments.ts'
import { multiplyPlainly } from './multiply.ts'

interface Reference {
  widths: number[]
  cases: Record<
    string,
    Record<'samples' | 'reals' | 'known', number[][]> & { expected: Record<string, number> }
  >
  singular: { a: number[][]; b: number[][]; frechet: number }
}

// Made by reference.py with scipy, scikit-learn and the authors' own density and coverage.
const { widths, cases, singular } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'reference.json'), 'utf8')
) as Reference

const tools = { multiply: multiplyPlainly, breathe: () => undefined }

function viewOf(rows: number[][]): View {
  let from = 0
  return widths.map((width) => {
    const start = from
    from += width
    return {
      width,
      values: Float32Array.from(rows.flatMap((row) => row.slice(start, start + width)))
    }
  })
}

function comparisonOf(name: string): Comparison {
  const { samples, reals, known } = cases[name]!
  return { ...tools, samples: viewOf(samples), reals: viewOf(reals), known: viewOf(known) }
}

test.each(Object.keys(cases))(
  'every metric is what other implementations make of %s',
  async (name) => {
    const { expected } = cases[name]!
    for (const { id, measure } of METRICS) {
      if (id.endsWith('-labels') || id === 'quality') continue
      expect(await measure(comparisonOf(name)), id).toBeCloseTo(expected[id]!, 4)
    }
    const quality = METRICS.find(({ id }) => id === 'quality')!
    const quotient = expected['frechet-random']! / expected['coverage']!
    expect(await quality.measure(comparisonOf(name))).toBeCloseTo(quotient, 4)
  }
)

test('the Fréchet distance of normal distributions is what the formula gives', async () => {
  const normal = (mean: number[], variances: number[]) => ({
    mean: Float64Array.from(mean),
    covariance: Matrix.diag(variances)
  })
  // Diagonal covariances: the sum of squared differences of means and of deviations.
  const [a, b] = [normal([0, 1, 2], [1, 4, 9]), normal([1, 1, 0], [4, 4, 0])]
  expect(await frechetDistance(a, b, tools.breathe)).toBeCloseTo(1 + 4 + 1 + 0 + 9, 10)
  expect(await frechetDistance(b, a, tools.breathe)).toBeCloseTo(15, 10)
  expect(await frechetDistance(a, a, tools.breathe)).toBeCloseTo(0, 10)
  // Turning both leaves it as it is.
  const [c, s] = [Math.cos(0.7), Math.sin(0.7)]
  const turn = new Matrix([
    [c, -s, 0],
    [s, c, 0],
    [0, 0, 1]
  ])
  const turned = ({ mean, covariance }: typeof a) => ({
    mean: Float64Array.from(turn.mmul(Matrix.columnVector([...mean])).to1DArray()),
    covariance: turn.mmul(covariance).mmul(turn.transpose())
  })
  expect(await frechetDistance(turned(a), turned(b), tools.breathe)).toBeCloseTo(15, 10)
})

test('fewer samples than numbers a sample do no harm', async () => {
  const rows = (all: number[][]) => ({ width: 12, values: Float32Array.from(all.flat()) })
  const [a, b] = [
    await momentsOf(rows(singular.a), tools.breathe),
    await momentsOf(rows(singular.b), tools.breathe)
  ]
  expect(await frechetDistance(a, b, tools.breathe)).toBeCloseTo(singular.frechet, 3)
  const same = await frechetDistance(a, a, tools.breathe)
  expect(same).toBeGreaterThanOrEqual(0)
  expect(same).toBeLessThan(1e-6)
})

test('halves of the same distribution lie at their unit, and what has no value is left out', async () => {
  const random = createRandom(1, 1)
  const draw = (count: number, width: number): View => {
    const values = new Float32Array(count * width)
    random.fillNormal(values)
    return [{ width, values }]
  }
  const seen = { samples: draw(500, 8), known: draw(1000, 8) }
  const units = new Map<string, number>()
  const measures = await measureAll({ random: seen, layout: seen }, { ...tools, units })
  expect(measures.map(({ id }) => id)).toEqual(
    METRICS.filter(({ space }) => space !== 'labels').map(({ id }) => id)
  )
  const of = (id: string) => measures.find((measure) => measure.id === id)!
  for (const id of ['frechet-random', 'quality', 'density', 'coverage', 'precision', 'recall']) {
    expect(of(id).value / of(id).real!, id).toBeGreaterThan(0.8)
    expect(of(id).value / of(id).real!, id).toBeLessThan(1.25)
  }
  expect(Math.abs(of('kid-random').value)).toBeLessThan(0.02)
  // 1 - 2^-5, and 1: what the same distributions have for sure.
  expect(of('coverage').value).toBeCloseTo(31 / 32, 1)
  expect(of('density').value).toBeCloseTo(1, 1)
  // The mean distance of two draws from a normal distribution of 8 dimensions: 2 Γ(4.5) / Γ(4).
  expect(of('diversity').value).toBeCloseTo((2 * 11.6317) / 6, 1)
  expect(of('diversity')).toMatchObject({ samples: 500, reals: 500 })
  expect(of('nearest-training')).toMatchObject({ samples: 500, reals: 1000 })
  // What real pictures reach is not measured twice.
  for (const key of units.keys()) units.set(key, 7)
  const again = await measureAll({ random: seen, layout: seen }, { ...tools, units })
  expect(again.every(({ real }) => real === 7)).toBe(true)

  const one = { samples: draw(64, 8), known: draw(2, 8) }
  const few = await measureAll({ random: one, layout: one }, { ...tools, units: new Map() })
  expect(few.every(({ value }) => Number.isFinite(value))).toBe(true)
  expect(few.map(({ id }) => id)).not.toContain('kid-random')
})

test('a real picture that stands for a sample is not its own neighbour', async () => {
  const rows = Float32Array.from([0, 10, 21, 33])
  const known = [{ width: 1, values: rows }]
  const nearest = METRICS.find(({ id }) => id === 'nearest-training')!
  const real = {
    ...tools,
    known,
    reals: [{ width: 1, values: rows.subarray(0, 2) }],
    samples: [{ width: 1, values: rows.subarray(2) }]
  }
  expect(await nearest.measure(real)).toBe(0)
  expect(await nearest.measure({ ...real, samplesFrom: 2 })).toBe(12)
})

test('every metric says what it is and how to read it', () => {
  expect(new Set(METRICS.map(({ id }) => id)).size).toBe(METRICS.length)
  for (const { title, help, source } of METRICS) {
    expect(title).toMatch(/^[A-Z]/)
    expect(help).toMatch(/\.$/)
    expect(source).toMatch(/arXiv:\d{4}\.\d{5}/)
  }
})
