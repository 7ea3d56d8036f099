import { tensor } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { pixelNorm } from '../../../src-main/engine/operations/pixel-norm.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { randomTensor } from '../finite-differences.ts'
import { expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

it('gives every pixel a mean square of 1', () => {
  const values = pixelNorm(tensor([3, 4, -30, 40], [2, 2])).dataSync()
  const length = Math.sqrt(12.5)
  ;[3, 4, -3, 4].forEach((part, index) => expect(values[index]).toBeCloseTo(part / length, 5))
})

it('has right first and second derivatives', () => {
  expectClosed(pixelNorm, [randomTensor([2, 2, 2, 3], 1)])
})
