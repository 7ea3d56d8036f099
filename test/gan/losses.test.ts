import { scalar, sub, tensor2d, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { LOSSES } from '../../src-main/gan/losses.ts'
import { featureDistance } from '../../src-main/gan/losses/feature-matching.ts'
import type { AdversarialLoss } from '../../src-main/gan/losses/loss.ts'
import { gradientError, gradients, randomTensor } from '../engine/finite-differences.ts'

beforeAll(async () => {
  await startEngine()
})

const D = (logit: number): number => 1 / (1 + Math.exp(-logit))
const real = [2, -1, 0.5]
const fake = [-3, 1, 0.25]
const column = (values: number[]): Tensor2D => tensor2d(values, [values.length, 1])
const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length
const softplus = (x: number): number => Math.log(1 + Math.exp(x))
const square = (x: number): number => x ** 2

const NAMES = Object.keys(LOSSES) as (keyof typeof LOSSES)[]
const play = (name: keyof typeof LOSSES): AdversarialLoss => LOSSES[name]

// What the papers' equations give for these logits, as losses.
const crossEntropy =
  -mean(real.map((r) => Math.log(D(r)))) - mean(fake.map((f) => Math.log(1 - D(f))))
const pairs = real.map((r, i) => [r, fake[i]!] as const)
const EXPECTED: Record<keyof typeof LOSSES, { discriminator: number; generator: number }> = {
  'non-saturating': {
    discriminator: crossEntropy,
    generator: -mean(fake.map((f) => Math.log(D(f))))
  },
  minimax: {
    discriminator: crossEntropy,
    generator: mean(fake.map((f) => Math.log(1 - D(f))))
  },
  'least-squares': {
    discriminator: (mean(real.map((r) => square(r - 1))) + mean(fake.map(square))) / 2,
    generator: mean(fake.map((f) => square(f - 1))) / 2
  },
  hinge: {
    discriminator:
      mean(real.map((r) => Math.max(0, 1 - r))) + mean(fake.map((f) => Math.max(0, 1 + f))),
    generator: -mean(fake)
  },
  wgan: { discriminator: mean(fake) - mean(real), generator: -mean(fake) },
  'wgan-gp': { discriminator: mean(fake) - mean(real), generator: -mean(fake) },
  relativistic: {
    discriminator: mean(pairs.map(([r, f]) => softplus(f - r))),
    generator: mean(pairs.map(([r, f]) => softplus(r - f)))
  }
}

describe.each(NAMES)('%s', (name) => {
  it("has the paper's two losses", () => {
    const { discriminator, generator } = play(name)
    const found = {
      discriminator: discriminator(column(real), column(fake), 0).dataSync()[0]!,
      generator: generator(column(fake), () => column(real)).dataSync()[0]!
    }
    expect(found.discriminator).toBeCloseTo(EXPECTED[name].discriminator, 5)
    expect(found.generator).toBeCloseTo(EXPECTED[name].generator, 5)
  })

  it('has their derivatives', () => {
    const { discriminator, generator } = play(name)
    const at = [column(real), column(fake)]
    const judged = (r: unknown, f: unknown): Scalar =>
      discriminator(r as Tensor2D, f as Tensor2D, 0.1 * Number(name === 'minimax'))
    const fooled = (r: unknown, f: unknown): Scalar => generator(f as Tensor2D, () => r as Tensor2D)
    expect(gradientError(judged, at, 1e-2)).toBeLessThan(1e-3)
    expect(gradientError(fooled, at, 1e-2)).toBeLessThan(1e-3)
  })

  it('calls all real above its boundary, and half of what it cannot tell apart', () => {
    const at = play(name).boundary(column([5, 6]), column([-6, -5]))
    const value = typeof at === 'number' ? at : at.dataSync()[0]!
    expect(value).toBeGreaterThan(-5)
    expect(value).toBeLessThan(5)
  })
})

it('turns half way between the means where zero means nothing', () => {
  // Moving all logits changes neither the loss nor what is called real.
  for (const name of ['wgan', 'wgan-gp', 'relativistic'] as const) {
    const { discriminator, boundary } = play(name)
    const [r, f, by] = [column(real), column(fake), scalar(7)]
    const [movedReal, movedFake] = [r.add(by) as Tensor2D, f.add(by) as Tensor2D]
    const value = discriminator(r, f, 0).dataSync()[0]!
    expect(discriminator(movedReal, movedFake, 0).dataSync()[0]).toBeCloseTo(value, 5)
    const moved = boundary(movedReal, movedFake) as Scalar
    expect(sub(moved, boundary(r, f)).dataSync()[0]).toBeCloseTo(7, 5)
    expect((boundary(r, f) as Scalar).dataSync()[0]).toBeCloseTo((mean(real) + mean(fake)) / 2, 5)
  }
})

describe('one-sided label smoothing', () => {
  it.each(['non-saturating', 'minimax'] as const)('gives %s the target 1 - a', (name) => {
    const expected =
      -mean(real.map((r) => 0.9 * Math.log(D(r)) + 0.1 * Math.log(1 - D(r)))) -
      mean(fake.map((f) => Math.log(1 - D(f))))
    const found = play(name).discriminator(column(real), column(fake), 0.1).dataSync()[0]
    expect(found).toBeCloseTo(expected, 5)
  })

  it('gives least-squares the target 1 - a', () => {
    const expected = (mean(real.map((r) => square(r - 0.9))) + mean(fake.map(square))) / 2
    const found = play('least-squares').discriminator(column(real), column(fake), 0.1)
    expect(found.dataSync()[0]).toBeCloseTo(expected, 5)
  })

  it('pulls a discriminator that is too sure of real pictures back to log((1 - a) / a)', () => {
    const slope = (logit: number): number => {
      const loss = (r: unknown) => play('minimax').discriminator(r as Tensor2D, column([0]), 0.1)
      return gradients(loss, [column([logit])])[0]!.dataSync()[0]!
    }
    expect(slope(Math.log(9))).toBeCloseTo(0, 6)
    expect(slope(Math.log(9) + 1)).toBeGreaterThan(0)
    expect(slope(Math.log(9) - 1)).toBeLessThan(0)
  })
})

it('shows the vanishing gradient of minimax where the discriminator is sure', () => {
  const slope = (name: keyof typeof LOSSES): number =>
    gradients(
      (f) => play(name).generator(f as Tensor2D, () => column([0])),
      [column([-12])]
    )[0]!.dataSync()[0]!
  expect(slope('non-saturating')).toBeCloseTo(-D(12), 5)
  expect(slope('minimax')).toBeCloseTo(-D(-12), 8)
})

it('matches features by their means alone', () => {
  const [a, b] = [randomTensor([3, 2, 2, 2], 1), randomTensor([5, 2, 2, 2], 2)]
  const [left, right] = [a, b].map((x) =>
    Array.from({ length: 8 }, (_, at) => at).map((at) => {
      const values = x.dataSync()
      const count = x.shape[0]!
      return mean(Array.from({ length: count }, (_, n) => values[n * 8 + at]!))
    })
  )
  const expected = left!.reduce((sum, value, at) => sum + (value - right![at]!) ** 2, 0)
  expect(featureDistance(a as never, b as never).dataSync()[0]).toBeCloseTo(expected, 5)
})
