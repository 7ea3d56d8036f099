import { beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { nearestNeighbours } from '../../../src-main/latent/map/neighbours.ts'
import { umapPlaces } from '../../../src-main/latent/map/umap.ts'

beforeAll(async () => {
  await startEngine()
})

const WIDTH = 10
const EACH = 60
const breathe = () => undefined

/** Three heaps in ten dimensions, far apart. */
async function heaps() {
  const rows = new Float32Array(3 * EACH * WIDTH)
  createRandom(1, 1).fillNormal(rows)
  for (let row = 0; row < 3 * EACH; row++) rows[row * WIDTH + (row % 3)]! += 20
  return nearestNeighbours(rows, rows, { width: WIDTH, count: 14, breathe })
}

test('heaps stay heaps, and lie apart', async () => {
  const told: [number, number][] = []
  const report = (done: number, total: number): void => void told.push([done, total])
  const places = await umapPlaces(await heaps(), createRandom(3, 1), { report, breathe })
  const middle = (heap: number): [number, number] => {
    const sums: [number, number] = [0, 0]
    for (let row = heap; row < 3 * EACH; row += 3) {
      sums[0] += places[2 * row]! / EACH
      sums[1] += places[2 * row + 1]! / EACH
    }
    return sums
  }
  const middles = [0, 1, 2].map(middle)
  const right = Array.from({ length: 3 * EACH }, (_, row) => {
    const distances = middles.map(([x, y]) =>
      Math.hypot(places[2 * row]! - x, places[2 * row + 1]! - y)
    )
    return distances.indexOf(Math.min(...distances)) === row % 3
  })
  expect(right.every(Boolean)).toBe(true)
  const [first] = told
  expect(told.at(-1)).toEqual([first![1], first![1]])
})

test('the same random numbers give the same map, others another', async () => {
  const neighbours = await heaps()
  const context = { report: () => undefined, breathe }
  const [one, again, other] = await Promise.all(
    [3, 3, 4].map((seed) => umapPlaces(neighbours, createRandom(seed, 1), context))
  )
  expect(again).toEqual(one)
  expect(other).not.toEqual(one)
})
