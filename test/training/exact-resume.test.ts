import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environmentOf } from '../../src-main/contract/engine-settings.ts'
import { imagesPerStep } from '../../src-main/contract/images-per-step.ts'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import { buildSampleSet } from '../../src-main/datasets/samples/build.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { isOptimizerState } from '../../src-main/engine/optimizers/optimizer.ts'
import { checkpointFile, readCheckpoint } from '../../src-main/training/checkpoint.ts'
import { readSafetensors, writeSafetensors } from '../../src-main/training/safetensors.ts'
import { writeSmallCache } from './small-cache.ts'
import { startTrainer } from './trainer-process.ts'

// Before the checkpoint, and after it.
const STEPS = 30
const SEEDS = [1, 2, 3, 4, 5]
const EXCLUDED = [0, 7, 20]

// All that moves with the images seen or draws by chance is on, with several updates a step.
const SMALL = {
  size: 16,
  batch: 8,
  latent: 6,
  generatorFilters: 4,
  discriminatorFilters: 4,
  discriminatorSteps: 2,
  flip: true,
  augment: 'colour+translation+cutout',
  emaImages: 200,
  rateSchedule: 'cosine',
  lastRate: 0.1,
  warmupImages: 100
} as const satisfies Partial<RunConfig>

type Changes = Partial<RunConfig>

const FAST = { generatorRate: 2e-3, discriminatorRate: 2e-3 }
const DESCENT: Changes = { optimizer: 'sgd', generatorRate: 0.02, discriminatorRate: 0.02 }

const OPTIMIZERS: Record<string, Changes> = {
  adam: { ...FAST, optimizer: 'adam' },
  'rmsprop with momentum': { ...FAST, optimizer: 'rmsprop', momentum: 0.5 },
  'sgd with momentum': { ...DESCENT, momentum: 0.9 },
  'sgd with Nesterov momentum': { ...DESCENT, momentum: 0.9, nesterov: true }
}

// Stabilisers that keep something between steps or draw by chance, and an optimizer that keeps nothing.
const OTHERS: Record<string, Changes> = {
  'plain sgd': DESCENT,
  'two updates of the generator': { ...FAST, generatorSteps: 2 },
  'unrolling and fading noise': { ...FAST, unrollSteps: 2, instanceNoise: 0.1 },
  'spectral norm and the accuracy rule': {
    ...FAST,
    discriminatorNorm: 'spectral',
    accuracyCeiling: 0.6
  },
  'turns of images, packs and comparisons': {
    ...FAST,
    phaseImages: 48,
    packing: 2,
    minibatchKernels: 3
  },
  'a penalty between pictures': { ...FAST, loss: 'wgan-gp', discriminatorNorm: 'none' },
  'clipped weights': { ...FAST, loss: 'wgan', optimizer: 'rmsprop' },
  'blocks with R1 and R2': {
    ...FAST,
    family: 'residual',
    discriminatorNorm: 'none',
    loss: 'relativistic',
    r1Gamma: 1,
    r2Gamma: 1
  },
  'layers of units with dropout': {
    ...FAST,
    family: 'mlp',
    discriminatorNorm: 'none',
    dropout: 0.3
  },
  'classes by a label': { ...FAST, label: 'shape', classes: 'circle\nsquare\ntriangle' }
}

let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-resume-'))
  writeSmallCache(join(folder, 'cache'), 21, SMALL.size)
  const shapes = { kind: 'shapes', size: SMALL.size, count: 60, seed: 1 } as const
  await buildSampleSet({ ...shapes, cacheFolder: join(folder, 'labelled') })
})
afterAll(() => rmSync(folder, { recursive: true }))

function configOf(changes: Changes, seed: number): RunConfig {
  const images = 2 * STEPS * SMALL.batch * SMALL.discriminatorSteps
  // None by the clock: this machine may have much else to do.
  const parts = { checkpointEvery: images / 2, checkpointSeconds: 0, snapshotEvery: images }
  return resolveConfig('dcgan', { ...SMALL, ...parts, ...changes, images, seed })
}

// One thread, since there are several of them at a time; threads are the business of exactness.test.ts.
const ENVIRONMENT = environmentOf(
  { threads: 1, interOpThreads: 1, layout: 'NHWC', xla: false },
  'cpu'
)

/** A trainer process that trains in folders of its own, and ends with the test. */
function trainerOf(config: RunConfig, environment = ENVIRONMENT, script?: string) {
  const place = mkdtempSync(join(folder, 'runs-'))
  const worker = startTrainer(environment, {}, script)
  const cacheFolder = join(folder, config.label === '' ? 'cache' : 'labelled')
  const task = { run: 'one', config, cacheFolder, excluded: EXCLUDED }
  return {
    close: worker.close,
    /** The last checkpoint. */
    async train(name: string, resumeFrom?: string): Promise<string> {
      const runFolder = join(place, name)
      const from = resumeFrom === undefined ? {} : { resumeFrom }
      const { images } = await worker.use().train({ ...task, runFolder, ...from })
      expect(images).toBe(config.images)
      return checkpointFile(runFolder, images)
    },
    fileOf: (name: string, images: number) => checkpointFile(join(place, name), images)
  }
}

/** The checkpoint in the middle of a run whose process was killed some steps later. */
async function killedHalfway(config: RunConfig): Promise<string> {
  // Anywhere in the steps after it: the seed says where, so that a failure comes again.
  const wait = createRandom(config.seed, 99).integer(12)
  const killed = trainerOf(config, { ...ENVIRONMENT, KILLED_MS: String(wait) }, './kills')
  await expect(killed.train('killed')).rejects.toThrow('killed by SIGKILL')
  return killed.fileOf('killed', config.images / 2)
}

/** SHA-256 of every variable's bytes, and all else that the next step depends on. */
function contentOf(file: string) {
  const { variables, latents, batches, images } = readCheckpoint(file)
  const digests = [...variables].map(([name, values]) => {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    return [name, createHash('sha256').update(bytes).digest('hex')] as const
  })
  return { variables: Object.fromEntries(digests), latents, batches, images }
}

/** The same checkpoint without one slot of an optimizer, the first that has moved. */
function withoutOneSlot(file: string): string {
  const { arrays, metadata } = readSafetensors(file)
  const left = `${file}.forgetful`
  const [lost] = [...arrays.values()].filter(
    ({ name, values }) => isOptimizerState(name) && values.some((value) => value !== 0)
  )
  arrays.delete(lost!.name)
  writeSafetensors(left, [...arrays.values()], metadata)
  return left
}

const cases = [
  ...Object.entries(OPTIMIZERS).flatMap(([name, changes]) =>
    SEEDS.map((seed) => ({ name, seed, changes }))
  ),
  ...Object.entries(OTHERS).map(([name, changes]) => ({ name, seed: 1, changes }))
]

describe('a process killed halfway and another that goes on end in the bytes of one', () => {
  it.concurrent.each(cases)('$name, seed $seed', { timeout: 240_000 }, async (given) => {
    const config = configOf(given.changes, given.seed)
    const half = await killedHalfway(config)
    expect(readCheckpoint(half).images).toBe(config.images / 2)
    const other = trainerOf(config)
    try {
      const resumed = contentOf(await other.train('resumed', half))
      const whole = contentOf(await other.train('whole'))
      expect(resumed).toEqual(whole)
      // It has not stood still since, so that equal bytes mean something.
      expect(whole.variables).not.toEqual(contentOf(half).variables)
      expect(whole.batches).not.toEqual(contentOf(half).batches)

      // One slot that is forgotten shows.
      if (given.seed > 1 || given.name === 'plain sgd') return
      const forgetful = contentOf(await other.train('forgetful', withoutOneSlot(half)))
      expect(forgetful.variables).not.toEqual(whole.variables)
    } finally {
      other.close()
    }
  })
})

it('a step sees as many pictures as these tests count', () => {
  expect(imagesPerStep(configOf({}, 1))).toBe(SMALL.batch * SMALL.discriminatorSteps)
})
