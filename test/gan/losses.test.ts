import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { LOSSES } from '../../src-main/gan/losses.ts'
import { gradients } from '../engine/finite-differences.ts'

beforeAll(async () => {
  await startEngine()
})

const D = (logit: number): number => 1 / (1 + Math.exp(-logit))
const real = [2, -1, 0.5]
const fake = [-3, 1, 0.25]
const column = (values: number[]): Tensor2D => tensor2d(values, [values.length, 1])
const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

it.each(['non-saturating', 'minimax'] as const)("%s has the paper's discriminator", (name) => {
  // Goodfellow et al. 2014, equation 1, as a loss: -E log D(x) - E log(1 - D(G(z))).
  const expected =
    -mean(real.map((r) => Math.log(D(r)))) - mean(fake.map((f) => Math.log(1 - D(f))))
  const value = LOSSES[name].discriminator(column(real), column(fake)).dataSync()[0]
  expect(value).toBeCloseTo(expected, 5)
})

it.each([
  ['non-saturating', -mean(fake.map((f) => Math.log(D(f))))],
  ['minimax', mean(fake.map((f) => Math.log(1 - D(f))))]
] as const)('%s has its generator loss', (name, expected) => {
  expect(LOSSES[name].generator(column(fake)).dataSync()[0]).toBeCloseTo(expected, 5)
})

it('shows the vanishing gradient of minimax where the discriminator is sure', () => {
  const slope = (name: keyof typeof LOSSES): number =>
    gradients((f) => LOSSES[name].generator(f as Tensor2D), [column([-12])])[0]!.dataSync()[0]!
  expect(slope('non-saturating')).toBeCloseTo(-D(12), 5)
  expect(slope('minimax')).toBeCloseTo(-D(-12), 8)
})
