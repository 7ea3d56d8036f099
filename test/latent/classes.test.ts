import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import type { StudiedModel } from '../../src-main/contract/analyst.ts'
import { latentWidth } from '../../src-main/contract/condition.ts'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { buildSampleSet } from '../../src-main/datasets/samples/build.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { drawLatents } from '../../src-main/gan/pictures.ts'
import { captureProjector } from '../../src-main/latent/projection/projector.ts'
import { learnEncoder } from '../../src-main/latent/projection/learn.ts'
import { createEvaluator } from '../../src-main/latent/evaluation/evaluate.ts'
import { createSketcherShelf } from '../../src-main/latent/map/sketcher.ts'
import { createGeneratorShelf } from '../../src-main/latent/model.ts'
import { readCheckpoint } from '../../src-main/training/checkpoint.ts'
import { train } from '../../src-main/training/loop.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const CONFIG = resolveConfig('labels', {
  ...{ size: 16, batch: 8, latent: 4, generatorFilters: 4, discriminatorFilters: 4, images: 128 },
  ...{ label: 'size', classes: 'large\nmedium\nsmall', checkpointSeconds: 0 }
})
const EVALUATED = 64

beforeAll(async () => {
  await startEngine()
})

async function trained(cacheFolder: string, images: number, resumeFrom?: string): Promise<string> {
  const runFolder = temporaryFolder()
  let file = ''
  await train(
    { ...CONFIG, images },
    {
      ...{ cacheFolder, runFolder, encodeGrid: async () => new Uint8Array(1) },
      feeder: join(import.meta.dirname, '../../src-main/workers/feeder.ts'),
      ...(resumeFrom !== undefined && { resumeFrom })
    },
    {
      onStarted: () => undefined,
      onTick: () => undefined,
      onSnapshot: () => undefined,
      onHalt: () => undefined,
      onCheckpoint: (saved) => (file = saved.file),
      wish: () => 'go',
      resumed: async () => undefined
    }
  )
  return file
}

it('a model with classes goes on to the last bit, and the tools of the latent space take it', async () => {
  const cacheFolder = join(temporaryFolder(), 'cache')
  await buildSampleSet({ kind: 'shapes', size: 16, count: 100, seed: 1, cacheFolder })
  const file = await trained(cacheFolder, 128)
  const half = await trained(cacheFolder, 64)
  const again = await trained(cacheFolder, 128, half)
  // Seconds differ, and stand in the header.
  const { variables } = readCheckpoint(file)
  expect(readCheckpoint(again).variables).toEqual(variables)
  expect(readFileSync(file).length).toBeGreaterThan(1000)

  const places = drawLatents(CONFIG, createRandom(1, 1), 3)
  const model: StudiedModel = {
    ...{ config: CONFIG, file, sha256: 'ab', cacheFolder, excluded: [] },
    folder: temporaryFolder()
  }
  const quiet = { report: () => undefined, breathe: async () => undefined }
  const sketchers = createSketcherShelf()
  const sketcher = await sketchers.open(model, quiet)
  const { pictures, logits } = sketcher.sketch(places)
  expect([pictures.length, logits.length]).toEqual([3 * 16 * 16 * 3, 3])
  const early = sketcher.early(places)
  const [slope] = sketcher.slopes(places.slice(0, 1), new Float32Array(early.length / 3).fill(1))
  expect(slope!.length).toBe(latentWidth(CONFIG))
  sketchers.dispose()

  const projector = captureProjector(CONFIG, variables)
  await learnEncoder(projector, CONFIG, { ...quiet, steps: 2 })
  const { z } = projector.run.guess({ picture: pictures.slice(0, 16 * 16 * 3) })
  expect(z!.length).toBe(latentWidth(CONFIG))
  projector.dispose()

  const { measures } = await createEvaluator(createGeneratorShelf()).evaluate(
    { job: 'j', model, samples: EVALUATED, evidenceFolder: temporaryFolder() },
    {
      report: () => undefined,
      signal: new AbortController().signal,
      quiet: () => undefined,
      encodeSheet: async () => new Uint8Array(1)
    }
  )
  expect(measures.every(({ value }) => Number.isFinite(value))).toBe(true)
})
