import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import sharp from 'sharp'
import { resolveConfig } from '../../../src-main/contract/presets.ts'
import type { EvaluateTask } from '../../../src-main/contract/workers.ts'
import { appendEdits } from '../../../src-main/datasets/edits.ts'
import { buildSampleSet } from '../../../src-main/datasets/samples/build.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { composeGrid, encodePng } from '../../../src-main/exports/images.ts'
import {
  createEvaluator,
  type EvaluationContext
} from '../../../src-main/latent/evaluation/evaluate.ts'
import { learnLabels } from '../../../src-main/latent/evaluation/learn-labels.ts'
import { createGeneratorShelf } from '../../../src-main/latent/model.ts'
import { train } from '../../../src-main/training/loop.ts'
import { METRICS } from '../../../src-main/training/metrics/metrics.ts'

const SAMPLES = 64
const PICTURES = 150

const config = resolveConfig('dcgan', {
  size: 16,
  batch: 16,
  latent: 6,
  generatorFilters: 4,
  discriminatorFilters: 4,
  images: 64
})
let folder = ''
let cacheFolder = ''
let checkpoint = ''

beforeAll(async () => {
  await startEngine()
  folder = mkdtempSync(join(tmpdir(), 'atelier-evaluate-'))
  cacheFolder = join(folder, 'cache')
  await buildSampleSet({ kind: 'avatars', size: 16, count: PICTURES, seed: 1, cacheFolder })
  await train(
    config,
    {
      cacheFolder,
      feeder: join(import.meta.dirname, '../../../src-main/workers/feeder.ts'),
      runFolder: folder,
      encodeGrid: async () => new Uint8Array(1)
    },
    {
      onStarted: () => undefined,
      onTick: () => undefined,
      onSnapshot: () => undefined,
      onHalt: () => undefined,
      onCheckpoint: ({ file }) => (checkpoint = file),
      wish: () => 'go',
      resumed: async () => undefined
    }
  )
})

afterAll(() => rmSync(folder, { recursive: true }))

function task(name: string): EvaluateTask {
  return {
    job: name,
    model: {
      config,
      file: checkpoint,
      sha256: 'ab',
      folder: join(folder, 'learned'),
      cacheFolder,
      excluded: [3, 4]
    },
    samples: SAMPLES,
    evidenceFolder: join(folder, name)
  }
}

function context(changes: Partial<EvaluationContext> = {}): EvaluationContext {
  return {
    report: () => undefined,
    signal: new AbortController().signal,
    quiet: () => undefined,
    encodeSheet: async (pictures, size, columns) => {
      const { pixels, width, height } = composeGrid(pictures, size, columns, { gap: 1 })
      return encodePng(pixels, width, height)
    },
    ...changes
  }
}

const newEvaluator = () => createEvaluator(createGeneratorShelf())
const featureFiles = (): string[] =>
  readdirSync(cacheFolder).filter((name) => name.startsWith('features-'))

test('a checkpoint is measured, with pictures as evidence, and again to the same figures', async () => {
  const reports: [number, number][] = []
  const report = (done: number, total: number): void => void reports.push([done, total])
  const first = await newEvaluator().evaluate(task('first'), context({ report }))
  const ids = METRICS.filter(({ space }) => space !== 'labels').map(({ id }) => id)
  expect(first.measures.map(({ id }) => id)).toEqual(ids)
  for (const { id, value, real, samples } of first.measures) {
    expect([Number.isFinite(value), Number.isFinite(real), samples], id).toEqual([
      true,
      true,
      SAMPLES
    ])
  }
  const distance = first.measures.find(({ id }) => id === 'frechet-random')!
  // After 64 images there is nothing but grey.
  expect(distance.value / distance.real!).toBeGreaterThan(10)
  expect(first.classes).toEqual([])
  expect(first.seconds).toBeGreaterThan(0)
  expect(reports.at(-1)).toEqual([SAMPLES, SAMPLES])

  expect(first.evidence.map(({ id }) => id)).toEqual(['samples', 'duplicates', 'nearest', 'missed'])
  for (const { id, words } of first.evidence) {
    expect(words).toMatch(/^[A-Z].*\.$/)
    const { width, height } = await sharp(join(folder, 'first', `${id}.png`)).metadata()
    const columns = id === 'samples' || id === 'missed' ? 8 : 12
    const rows = { samples: 8, duplicates: 2, nearest: 2, missed: 3 }[id]
    expect([width, height], id).toEqual([17 * columns - 1, 17 * rows - 1])
  }

  // What was seen of the real pictures is read, and by the same evaluator not even that.
  const files = featureFiles()
  expect(files.length).toBe(1)
  const evaluator = newEvaluator()
  for (const name of ['second', 'third']) {
    const again = await evaluator.evaluate(task(name), context())
    expect(again.measures).toEqual(first.measures)
    for (const { id } of again.evidence) {
      const [before, now] = ['first', name].map((from) =>
        readFileSync(join(folder, from, `${id}.png`))
      )
      expect(now, id).toEqual(before)
    }
    for (const file of featureFiles()) rmSync(join(cacheFolder, file))
  }
  // Without the file they are looked at again, and are the same.
  const looked = await newEvaluator().evaluate(task('fourth'), context())
  expect(looked.measures).toEqual(first.measures)
  expect(featureFiles()).toEqual(files)
})

test('below a nearest sample stands a training picture that was not left out', async () => {
  await newEvaluator().evaluate(task('nearest'), context())
  const { data, info } = await sharp(join(folder, 'nearest', 'nearest.png'))
    .raw()
    .toBuffer({ resolveWithObject: true })
  const pixels = readFileSync(join(cacheFolder, 'images-0000.u8'))
  const length = 16 * 16 * 3
  const real = Array.from({ length: PICTURES }, (_, at) =>
    pixels.subarray(at * length, (at + 1) * length).toString('hex')
  )
  for (let column = 0; column < 12; column++) {
    const lines = Array.from({ length: 16 }, (_, y) => {
      const start = ((17 + y) * info.width + column * 17) * 3
      return data.subarray(start, start + 16 * 3)
    })
    const found = real.indexOf(Buffer.concat(lines).toString('hex'))
    expect(found).toBeGreaterThanOrEqual(0)
    expect([3, 4]).not.toContain(found)
  }
})

test('cancelled, it leaves nothing behind', async () => {
  const controller = new AbortController()
  const report = (): void => controller.abort()
  const evaluated = newEvaluator().evaluate(
    task('cancelled'),
    context({ report, signal: controller.signal })
  )
  await expect(evaluated).rejects.toMatchObject({ code: 'job/cancelled' })
  expect(existsSync(join(folder, 'cancelled'))).toBe(false)
})

test('it waits for as long as something is more urgent', async () => {
  let asked = 0
  let moving = true
  let letGo = (): void => undefined
  const free = new Promise<void>((resolve) => (letGo = resolve))
  const quiet = (): Promise<void> | undefined => {
    asked++
    return moving ? free : undefined
  }
  let ended = false
  const evaluated = newEvaluator()
    .evaluate(task('waiting'), context({ quiet }))
    .finally(() => (ended = true))
  while (asked === 0) await new Promise((resolve) => setImmediate(resolve))
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect([asked, ended]).toEqual([1, false])
  moving = false
  letGo()
  expect((await evaluated).measures.length).toBeGreaterThan(5)
})

test('labels are learned once, and until they are changed they measure too', async () => {
  const learn = async (): Promise<number> => {
    let steps = 0
    await learnLabels(
      { cacheFolder, excluded: [3, 4], folder: join(folder, 'learned') },
      { report: () => void steps++, signal: new AbortController().signal }
    )
    return steps
  }
  expect(await learn()).toBeGreaterThan(10)
  expect(await learn()).toBe(0)
  const evaluator = newEvaluator()
  const { measures, classes } = await evaluator.evaluate(task('labels'), context())
  expect(measures.map(({ id }) => id)).toEqual(METRICS.map(({ id }) => id))
  expect(classes.map(({ attribute }) => attribute)).toContain('hair')
  for (const { attribute, values } of classes) {
    const sum = (of: 'generated' | 'real'): number =>
      values.reduce((total, value) => total + value[of], 0)
    expect(sum('generated'), attribute).toBeCloseTo(1, 6)
    expect(sum('real'), attribute).toBeCloseTo(1, 6)
  }
  const again = await newEvaluator().evaluate(task('labels'), context())
  expect([again.measures, again.classes]).toEqual([measures, classes])

  // What was learned is of other labels now.
  appendEdits(cacheFolder, [{ kind: 'label', attribute: 'hair', pictures: [1], value: 'blue' }])
  const changed = await evaluator.evaluate(task('changed'), context())
  expect(changed.classes).toEqual([])
  expect(changed.measures.map(({ id }) => id)).not.toContain('frechet-labels')
})
