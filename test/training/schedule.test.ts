import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src-main/contract/presets.ts'
import {
  averageShare,
  learningRate,
  valueAt,
  type Schedule
} from '../../src-main/training/schedule.ts'

const shape = { base: 8, final: 2, warmup: 0, over: 1000 }

describe('valueAt', () => {
  it.each([
    ['constant', [8, 8, 8, 8, 8, 8]],
    ['linear', [8, 6.5, 5, 3.5, 2, 2]],
    // 2 + 6 (1 + cos(pi t)) / 2 at quarters; the root of a half is the cosine of an eighth turn.
    ['cosine', [8, 5 + 3 * Math.SQRT1_2, 5, 5 - 3 * Math.SQRT1_2, 2, 2]]
  ] as const)('follows the %s curve and stays at its end', (curve, expected) => {
    const values = [0, 250, 500, 750, 1000, 9000].map((images) =>
      valueAt({ ...shape, curve }, images)
    )
    values.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 12))
  })

  it('rises evenly to the base, and the curve begins there', () => {
    const schedule: Schedule = { ...shape, curve: 'linear', warmup: 200 }
    const values = [0, 50, 100, 200, 600, 1000].map((images) => valueAt(schedule, images))
    expect(values).toEqual([0, 2, 4, 8, 5, 2])
    expect(valueAt({ ...schedule, curve: 'constant' }, 5000)).toBe(8)
  })

  it('holds where the warm-up is all there is', () => {
    const schedule: Schedule = { ...shape, curve: 'cosine', warmup: 1000 }
    expect([999, 1000, 1001].map((images) => valueAt(schedule, images))).toEqual([7.992, 2, 2])
  })
})

describe('learningRate', () => {
  const rates = { rateSchedule: 'linear', lastRate: 0.25 } as const

  it('is constant unless told', () => {
    const schedule = learningRate(parseConfig({}), 2e-4)
    expect([0, 1, 1e9].map((images) => valueAt(schedule, images))).toEqual([2e-4, 2e-4, 2e-4])
  })

  it('ends with the training, and is stretched when the training is made longer', () => {
    const rateAt = (images: number, at: number): number =>
      valueAt(learningRate(parseConfig({ ...rates, images }), 1), at)
    expect([rateAt(1000, 500), rateAt(1000, 1000)]).toEqual([0.625, 0.25])
    expect([rateAt(2000, 1000), rateAt(2000, 2000)]).toEqual([0.625, 0.25])
  })

  it('keeps an end of its own however long the training', () => {
    const rateAt = (images: number, at: number): number =>
      valueAt(learningRate(parseConfig({ ...rates, images, rateImages: 1000 }), 1), at)
    for (const images of [1000, 2000]) {
      expect([500, 1000, 1500].map((at) => rateAt(images, at))).toEqual([0.625, 0.25, 0.25])
    }
  })
})

describe('averageShare', () => {
  // What is left of the weights of the start after stepping from one count of images to another.
  const keptOver = (batch: number, from: number, to: number): number => {
    const config = parseConfig({ batch, emaImages: 1000 })
    let kept = 1
    for (let images = from; images < to; images += batch) kept *= 1 - averageShare(config, images)
    return kept
  }

  it('halves the past over the half-life, at every batch size', () => {
    for (const batch of [4, 50, 500]) expect(keptOver(batch, 20_000, 21_000)).toBeCloseTo(0.5, 12)
  })

  it('forgets the first weights at once and lengthens its memory with what is seen', () => {
    const config = parseConfig({ batch: 50, emaImages: 1000 })
    expect(averageShare(config, 0)).toBe(1)
    // A twentieth of 10,000 is the half-life there.
    expect(averageShare(config, 10_000)).toBeCloseTo(1 - 0.5 ** (50 / 500), 12)
    expect(averageShare(config, 20_000)).toBeCloseTo(1 - 0.5 ** (50 / 1000), 12)
    expect(averageShare(config, 1e9)).toBe(averageShare(config, 20_000))
  })

  it('is exact for half-lives far longer than a batch', () => {
    const config = parseConfig({ batch: 4, emaImages: 100_000_000 })
    expect(averageShare(config, 1e12) / ((4 * Math.LN2) / 1e8)).toBeCloseTo(1, 7)
  })
})
