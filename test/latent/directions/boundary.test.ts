import { expect, test } from 'vitest'
import { createBreather } from '../../../src-main/datasets/breathe.ts'
import { createRandom } from '../../../src-main/engine/random.ts'
import { dot } from '../../../src-main/latent/directions/algebra.ts'
import { accuracyOf, findBoundary } from '../../../src-main/latent/directions/boundary.ts'
import { openSvm, readModel } from '../../../src-main/latent/directions/svm.ts'

const quiet = () => ({ report: () => undefined, breathe: createBreather() })

test('of two points the boundary is their perpendicular bisector, with margins of 1', async () => {
  const train = await openSvm()
  // By hand: w = 2 (a - b) / |a - b|^2 = (0.5, 0), and the middle (1, 1) is on the boundary.
  const { weights, bias } = train({ yes: [[3, 1]], no: [[-1, 1]] }, 1000)
  expect(weights[0]).toBeCloseTo(0.5, 3)
  expect(weights[1]).toBeCloseTo(0, 3)
  expect(bias).toBeCloseTo(-0.5, 3)
})

test('only support vectors count, and a low cost lets samples in', async () => {
  const train = await openSvm()
  const yes = [
    [1, 0],
    [5, 7],
    [9, -3]
  ]
  const no = [
    [-1, 0],
    [-8, 2]
  ]
  const hard = train({ yes, no }, 1000)
  expect(hard.weights[0]).toBeCloseTo(1, 2)
  expect(hard.weights[1]).toBeCloseTo(0, 2)
  const soft = train({ yes, no }, 1e-4)
  expect(Math.hypot(...soft.weights)).toBeLessThan(0.01)
})

test('the text of a model is read whichever class comes first', () => {
  const text = (labels: string): string =>
    `svm_type c_svc\nrho 0.25\nlabel ${labels}\nnr_sv 1 1\nSV\n0.5 1:2 3:1 \n-0.5 2:4 \n`
  expect(readModel(text('1 -1'), 3)).toEqual({ weights: [1, -2, 0.5], bias: -0.25 })
  expect(readModel(text('-1 1'), 3)).toEqual({ weights: [-1, 2, -0.5], bias: 0.25 })
})

test('the library leaves the process to handle its own errors', async () => {
  await openSvm()
  const handlers = process.listeners('unhandledRejection').map(String)
  expect(handlers.filter((text) => text.includes('exit'))).toEqual([])
})

/** Samples that have it where a known direction, noise and all, says so. */
function noisy(count: number, noise: number) {
  const random = createRandom(3, 1)
  const truth = Array.from({ length: 20 }, (_, at) => (at < 2 ? Math.SQRT1_2 : 0))
  const sides = { yes: [] as Float32Array[], no: [] as Float32Array[] }
  for (let n = 0; n < count; n++) {
    const z = new Float32Array(21)
    random.fillNormal(z)
    const sample = z.subarray(0, 20)
    sides[dot(sample, truth) + noise * z[20]! > 0 ? 'yes' : 'no'].push(sample)
  }
  return { sides, truth }
}

test('a known direction is found, and held-out accuracy is what the noise allows', async () => {
  const { sides, truth } = noisy(1_000, 0.5)
  const found = await findBoundary(sides, createRandom(1, 1), quiet())
  expect(dot(found.weights, truth) / Math.hypot(...found.weights)).toBeGreaterThan(0.97)
  // P(sign of x = sign of x + n / 2) = 1/2 + arcsin(1 / sqrt(1.25)) / pi.
  const best = 0.5 + Math.asin(1 / Math.sqrt(1.25)) / Math.PI
  expect(Math.abs(accuracyOf(found.heldOut) - best)).toBeLessThan(0.03)
  const sure = accuracyOf(found.heldOut, (decision) => Math.abs(decision) > 1)
  expect(sure).toBeGreaterThan(accuracyOf(found.heldOut))
})

test('labels without sense are not told apart', async () => {
  const { sides } = noisy(400, 1e6)
  const found = await findBoundary(sides, createRandom(1, 1), quiet())
  expect(Math.abs(accuracyOf(found.heldOut) - 0.5)).toBeLessThan(0.08)
})

test('made again it is the same, and cancelling ends it', async () => {
  const { sides } = noisy(100, 0.5)
  const once = await findBoundary(sides, createRandom(1, 1), quiet())
  expect(await findBoundary(sides, createRandom(1, 1), quiet())).toEqual(once)
  const stop = { report: () => undefined, breathe: () => Promise.reject(new Error('stopped')) }
  await expect(findBoundary(sides, createRandom(1, 1), stop)).rejects.toThrow('stopped')
})
