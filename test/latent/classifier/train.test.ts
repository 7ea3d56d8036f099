import { readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { openCache } from '../../../src-main/datasets/cache.ts'
import { itemBytes } from '../../../src-main/datasets/forms/bytes.ts'
import { buildSampleSet } from '../../../src-main/datasets/samples/build.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { trainClassifier } from '../../../src-main/latent/classifier/train.ts'
import { likeliest } from '../../../src-main/latent/classifier/classifier.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

beforeAll(async () => {
  await startEngine()
})

const quietly = { report: () => undefined, signal: new AbortController().signal }

async function drawShapes(count: number, seed = 1): Promise<string> {
  const cacheFolder = join(temporaryFolder(), 'shapes')
  await buildSampleSet({ kind: 'shapes', size: 16, count, seed, cacheFolder })
  return cacheFolder
}

function readAll(cacheFolder: string) {
  const cache = openCache(cacheFolder)
  const length = itemBytes(cache)
  const pictures = Array.from({ length: cache.count }, (_, i) => {
    const bytes = new Uint8Array(length)
    cache.read([i], bytes)
    return bytes
  })
  const labels = pictures.map((_, i) => cache.labels(i))
  cache.close()
  return { pictures, labels }
}

it('knows the attributes of pictures it has never seen, and is as good as it says', async () => {
  const told: number[] = []
  const classifier = await trainClassifier(
    { cacheFolder: await drawShapes(1000), excluded: [], attributes: ['colour', 'position'] },
    { ...quietly, report: (done, total) => told.push(done / total) }
  )
  const { pictures, labels } = readAll(await drawShapes(300, 2))
  const found = classifier.classify(pictures)
  classifier.attributes.forEach(({ attribute, values, accuracy }, head) => {
    const answers = [...likeliest(found[head]!, values.length)]
    const right = answers.filter((value, i) => values[value] === labels[i]![attribute]).length
    expect(right / pictures.length, attribute).toBeGreaterThan(0.9)
    expect(Math.abs(right / pictures.length - accuracy), attribute).toBeLessThan(0.08)
  })
  expect(told).toEqual([...told].sort((a, b) => a - b))
  expect(told.at(-1)).toBe(1)
  classifier.dispose()
})

it('is kept for the same pictures and labels, and learned again where its file is damaged', async () => {
  const [cacheFolder, folder] = [await drawShapes(60), join(temporaryFolder(), 'learned')]
  const task = { cacheFolder, excluded: [3], attributes: ['colour'] }
  const { pictures } = readAll(cacheFolder)
  const classify = async (changes = {}) => {
    let steps = 0
    const report = (): number => steps++
    const classifier = await trainClassifier(
      { ...task, ...changes },
      { ...quietly, report, folder }
    )
    const [colours] = classifier.classify(pictures)
    classifier.dispose()
    return { colours, steps, attributes: classifier.attributes }
  }
  const first = await classify()
  expect(first.steps).toBeGreaterThan(0)
  expect(await classify()).toEqual({ ...first, steps: 0 })
  expect((await classify({ excluded: [4] })).steps).toBeGreaterThan(0)
  const files = readdirSync(folder)
  expect(files).toHaveLength(2)
  for (const file of files) truncateSync(join(folder, file), 1000)
  expect((await classify()).steps).toBeGreaterThan(0)
})

it('leaves nothing behind when it is cancelled', async () => {
  const folder = join(temporaryFolder(), 'learned')
  const controller = new AbortController()
  const learning = trainClassifier(
    { cacheFolder: await drawShapes(60), excluded: [] },
    { report: () => controller.abort(), signal: controller.signal, folder }
  )
  await expect(learning).rejects.toMatchObject({ code: 'job/cancelled' })
  expect(() => readdirSync(folder)).toThrow('ENOENT')
})

it('refuses what are not pictures', async () => {
  const cacheFolder = join(temporaryFolder(), 'voxels')
  await buildSampleSet({ kind: 'voxels', size: 16, count: 4, seed: 1, cacheFolder })
  await expect(trainClassifier({ cacheFolder, excluded: [] }, quietly)).rejects.toThrow(
    'Attributes are learned from pictures of 16, 32, 64, 128 pixels, and this data set holds voxels of 16; choose one of those.'
  )
})
