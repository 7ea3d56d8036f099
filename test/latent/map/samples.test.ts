import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { buildSampleSet } from '../../../src-main/datasets/samples/build.ts'
import { drawSamples, knowAttributes } from '../../../src-main/latent/map/samples.ts'
import { createSketcherShelf, SKETCH } from '../../../src-main/latent/map/sketcher.ts'
import { livelyModel } from '../../exports/models/lively-model.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

test('samples are coloured by every attribute that the data set teaches', async () => {
  const folder = temporaryFolder()
  const cacheFolder = join(folder, 'shapes')
  await buildSampleSet({ kind: 'shapes', size: 16, count: 120, seed: 1, cacheFolder })
  const files = { folder, cacheFolder, sha256: 'ab'.repeat(32), excluded: [] }
  const model = { ...(await livelyModel({})), ...files }
  const signal = new AbortController().signal
  const classifier = await knowAttributes({ model }, { report: () => undefined, signal })
  const shelf = createSketcherShelf()
  onTestFinished(shelf.dispose)
  const context = { report: () => undefined, breathe: () => undefined }
  const sketcher = await shelf.open(model, context)
  // More than one batch, and the last one not whole.
  const task = { model, seed: 1, count: 100 }
  const { attributes, sketches, logits } = await drawSamples(task, sketcher, classifier, context)
  expect([sketches.length, logits.length]).toEqual([100 * SKETCH, 100])
  expect(attributes.map(({ name }) => name)).toEqual(expect.arrayContaining(['colour', 'shape']))
  for (const { values, numbers } of attributes) {
    expect(numbers).toHaveLength(100)
    expect(numbers.every((at) => Number.isInteger(at) && at >= 0 && at < values!.length)).toBe(true)
  }
  classifier!.dispose()
})

test('without labels or a data set there is nothing to know, and that is no mistake', async () => {
  const folder = temporaryFolder()
  const model = { ...(await livelyModel({})), folder, sha256: '0', excluded: [] }
  const context = { report: () => undefined, signal: new AbortController().signal }
  const gone = { ...model, cacheFolder: join(folder, 'gone') }
  expect(await knowAttributes({ model: gone }, context)).toBeUndefined()
})
