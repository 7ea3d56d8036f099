import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { nearestNeighbours } from '../../../src-main/latent/map/neighbours.ts'

beforeAll(async () => {
  await startEngine()
})

const breathe = () => undefined

function rows(count: number, width: number, seed: number): Float32Array {
  const values = new Float32Array(count * width)
  createRandom(seed, 1).fillNormal(values)
  return values
}

/** The same by sorting all distances. */
function sorted(among: Float32Array, asked: Float32Array, width: number, count: number) {
  return Array.from({ length: asked.length / width }, (_, row) => {
    const distances = Array.from({ length: among.length / width }, (__, other) => {
      let sum = 0
      for (let i = 0; i < width; i++) {
        sum += (asked[row * width + i]! - among[other * width + i]!) ** 2
      }
      return { other, distance: Math.sqrt(sum) }
    }).filter(({ other }) => among !== asked || other !== row)
    return distances.sort((a, b) => a.distance - b.distance).slice(0, count)
  })
}

test.each([
  ['of the rows themselves', undefined],
  ['of others', rows(70, 5, 2)]
] as const)('are those that sorting all distances gives, %s', async (_, others) => {
  // More than one block.
  const among = rows(300, 5, 1)
  const asked = others ?? among
  await nearestNeighbours(among, asked, { width: 5, count: 7, breathe })
  const before = memory().numTensors
  const found = await nearestNeighbours(among, asked, { width: 5, count: 7, breathe })
  expect(memory().numTensors).toBe(before)
  sorted(among, asked, 5, 7).forEach((nearest, row) => {
    const numbers = [...found.indices.subarray(row * 7, row * 7 + 7)]
    expect(numbers).toEqual(nearest.map(({ other }) => other))
    nearest.forEach(({ distance }, at) => {
      expect(found.distances[row * 7 + at]).toBeCloseTo(distance, 3)
    })
  })
})
