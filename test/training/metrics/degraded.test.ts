import { beforeAll, expect, test } from 'vitest'
import { createAvatars } from '../../../src-main/datasets/samples/avatars.ts'
import { createRandom } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { createMemory, LOOK } from '../../../src-main/training/metrics/eye.ts'
import { standardise, standardOf, type View } from '../../../src-main/training/metrics/features.ts'
import { measureAll } from '../../../src-main/training/metrics/measure.ts'
import {
  createRandomNetworks,
  layoutOf,
  multiplyRows
} from '../../../src-main/training/metrics/random-networks.ts'

const SIZE = 32
const COUNT = 300

type Picture = Uint8Array

// Real pictures that nothing is compared with but what is made of them, in place of a generator's.
let others: { pixels: Picture; labels: Record<string, string> }[] = []
let known: Picture[] = []
let see: (pictures: Picture[]) => View
const units = new Map<string, number>()

beforeAll(async () => {
  await startEngine()
  const avatars = createAvatars(1, SIZE)
  const drawn = Array.from({ length: 4 * COUNT }, (_, index) => avatars.draw(index))
  known = drawn.slice(0, 2 * COUNT).map(({ pixels }) => pixels)
  others = drawn.slice(2 * COUNT)
  const eye = createRandomNetworks(SIZE, 3)
  const look = (pictures: Picture[]): View => {
    const { memory, add } = createMemory(eye, pictures.length)
    for (let from = 0; from < pictures.length; from += LOOK) add(pictures.slice(from, from + LOOK))
    return memory.view
  }
  const standards = look(known).map(standardOf)
  see = (pictures) => {
    const view = look(pictures)
    view.forEach((rows, network) => standardise(rows, standards[network]!))
    return view
  }
})

async function measure(pictures: Picture[]): Promise<Record<string, number>> {
  const [samples, reals] = [see(pictures), see(known)]
  const measures = await measureAll(
    {
      random: { samples, known: reals },
      layout: { samples: layoutOf(samples), known: layoutOf(reals) }
    },
    { multiply: multiplyRows, breathe: () => undefined, units }
  )
  // Beside two halves of the real pictures, but for what these have none of.
  return Object.fromEntries(measures.map(({ id, value, real }) => [id, value / (real || 1)]))
}

const fresh = (): Picture[] => others.slice(0, COUNT).map(({ pixels }) => pixels)

/** Each pixel the mean of those around it up to `reach` away. */
function blur(picture: Picture, reach: number): Picture {
  return picture.map((_, at) => {
    const [channel, x, y] = [at % 3, Math.floor(at / 3) % SIZE, Math.floor(at / 3 / SIZE)]
    let [sum, count] = [0, 0]
    for (let v = Math.max(0, y - reach); v <= Math.min(SIZE - 1, y + reach); v++) {
      for (let u = Math.max(0, x - reach); u <= Math.min(SIZE - 1, x + reach); u++) {
        sum += picture[(v * SIZE + u) * 3 + channel]!
        count++
      }
    }
    return sum / count
  })
}

function addNoise(picture: Picture, deviation: number, seed: number): Picture {
  const noise = new Float32Array(picture.length)
  createRandom(seed, 1).fillNormal(noise)
  return picture.map((value, at) => Math.min(255, Math.max(0, value + deviation * noise[at]!)))
}

test('other real pictures measure as real ones do', async () => {
  const measured = await measure(fresh())
  for (const id of ['frechet-random', 'quality', 'density', 'coverage', 'diversity']) {
    expect(measured[id], id).toBeGreaterThan(0.85)
    expect(measured[id], id).toBeLessThan(1.15)
  }
  expect(measured['nearest-training']).toBeGreaterThan(0.9)
  expect(measured['duplicates']).toBe(0)
})

test('the more pictures are blurred, the farther they are and the fewer lie among them', async () => {
  const [sharp, soft, softer] = [
    await measure(fresh()),
    await measure(fresh().map((picture) => blur(picture, 1))),
    await measure(fresh().map((picture) => blur(picture, 2)))
  ]
  for (const id of ['frechet-random', 'quality']) {
    expect(soft[id]! / sharp[id]!, id).toBeGreaterThan(1.4)
    expect(softer[id]! / soft[id]!, id).toBeGreaterThan(1.3)
  }
  expect(softer['kid-random']).toBeGreaterThan(soft['kid-random']!)
  expect(softer['recall']).toBeLessThan(sharp['recall']!)
})

test('noise moves them away from the real pictures', async () => {
  const [little, much] = [
    await measure(fresh().map((picture, seed) => addNoise(picture, 15, seed))),
    await measure(fresh().map((picture, seed) => addNoise(picture, 40, seed)))
  ]
  expect(little['frechet-random']).toBeGreaterThan(1.2)
  expect(much['frechet-random']! / little['frechet-random']!).toBeGreaterThan(2)
  expect(much['precision']).toBeLessThan(little['precision']!)
  expect(much['density']).toBeLessThan(0.5)
})

test('a generator that leaves out kinds of pictures covers fewer and is farther away', async () => {
  const long = others.filter(({ labels }) => labels['hair'] === 'long').slice(0, COUNT)
  const pictures = Array.from({ length: COUNT }, (_, at) => long[at % long.length]!.pixels)
  const measured = await measure(pictures)
  expect(measured['coverage']).toBeLessThan(0.85)
  expect(measured['recall']).toBeLessThan(0.9)
  expect(measured['quality']! / measured['frechet-random']!).toBeGreaterThan(1.15)
  expect(measured['quality']).toBeGreaterThan(2)
})

test('a generator of few pictures repeats itself', async () => {
  const few = fresh().slice(0, 30)
  const pictures = Array.from({ length: COUNT }, (_, at) => addNoise(few[at % 30]!, 3, at))
  const measured = await measure(pictures)
  expect(measured['duplicates']).toBe(1)
  expect(measured['coverage']).toBeLessThan(0.5)
  expect(measured['quality']! / measured['frechet-random']!).toBeGreaterThan(2)
})

test('pictures that fade to grey differ less', async () => {
  const faded = fresh().map((picture) => picture.map((value) => 128 + (value - 128) / 2))
  const measured = await measure(faded)
  expect(measured['diversity']).toBeLessThan(0.85)
  expect(measured['frechet-random']).toBeGreaterThan(2)
})

test('what is learned by heart lies at the training pictures', async () => {
  const copies = known.slice(0, COUNT).map((picture, seed) => addNoise(picture, 4, seed))
  const measured = await measure(copies)
  expect(measured['nearest-training']).toBeLessThan(0.4)
  expect(measured['frechet-random']).toBeLessThan(1)
})
