import { expect, it } from 'vitest'
import {
  convolutionLayer,
  denseLayer,
  forwardFlops,
  inputGradientFlops
} from '../../bench/cases/arithmetic.ts'
import { CASES } from '../../bench/cases/cases.ts'
import { createRandom } from '../../src-main/engine/random.ts'

it('a linear layer costs two operations for each weight and place', () => {
  expect(denseLayer(2, 3, 5).flops).toBe(2 * 2 * 3 * 5)
  // 4 x 4 places of 7 channels, each of 3 x 3 x 6 products; in two groups each meets 3 channels.
  expect(convolutionLayer(1, 4, 3, 6, 7).flops).toBe(2 * 16 * 7 * 54)
})

it('the way back to the first layer leaves that layer out', () => {
  const layers = [denseLayer(1, 2, 3), denseLayer(1, 3, 4)]
  expect(forwardFlops(layers)).toBe(12 + 24)
  expect(inputGradientFlops(layers)).toBe(24)
})

it('the DCGAN steps cost what their layers come to', () => {
  // Forward, in millions of multiplications a picture at 32 px: the generator's 100 x 4096 projection
  // and convolutions of 16 x 256 x 128, 64 x 128 x 64 and 256 x 64 x 3 places x channels with 16 taps;
  // the discriminator's mirror them, with 4096 x 1 at the end.
  const convolutions = [16 * 256 * 128, 64 * 128 * 64, 256 * 64 * 3].map((places) => places * 16)
  const sum = convolutions.reduce((total, one) => total + one, 0)
  const [projection, first, judge] = [100 * 4096, 256 * 64 * 3 * 16, 4096]
  const generator = 3 * (projection + sum) - projection
  const discriminator = 8 * (sum + judge) - 2 * first
  expect(CASES.get('dcgan-32')!.flops).toBe(2 * 64 * (generator + discriminator))
  expect(CASES.get('dcgan-64')!.flops / 1e9).toBeGreaterThan(100)
})

it.each([...CASES])('the batches of %s have their shapes', (_name, stepCase) => {
  for (const { shape, values } of Object.values(stepCase.batch(createRandom(1, 2)))) {
    expect(values.length).toBe(shape.reduce((product, size) => product * size, 1))
    expect(values.every(Number.isFinite)).toBe(true)
    expect(new Set(values).size).toBeGreaterThan(values.length / 20)
  }
})
