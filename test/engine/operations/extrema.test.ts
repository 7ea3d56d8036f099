import { tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { maximum, minimum } from '../../../src-main/engine/operations/extrema.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { randomTensor } from '../finite-differences.ts'
import { expectClosed } from './expect-closed.ts'

beforeAll(async () => {
  await startEngine()
})

describe.each([
  ['maximum', maximum, [3, 2, 5]],
  ['minimum', minimum, [1, -4, 5]]
])('%s', (_, operation, expected) => {
  it('chooses entry by entry', () => {
    const value = operation(tensor([1, 2, 5]), tensor([3, -4, 5]))
    expect(Array.from(value.dataSync())).toEqual(expected)
  })

  it('has right first and second derivatives', () => {
    expectClosed(operation, [randomTensor([3, 4], 1), randomTensor([3, 4], 2)])
  })
})
