import { join } from 'node:path'
import { resolveConfig } from '../../../src-main/contract/presets.ts'
import type { RunConfig } from '../../../src-main/contract/run-config.ts'
import type { ExportTask, ModelReference } from '../../../src-main/contract/workers.ts'
import { createRandom, STREAMS } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../../src-main/engine/variables.ts'
import { createFamily } from '../../../src-main/gan/family.ts'
import { drawLatents } from '../../../src-main/gan/pictures.ts'
import { createGeneratorShelf } from '../../../src-main/latent/model.ts'
import { writeCheckpoint } from '../../../src-main/training/checkpoint.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

/**
 * A checkpoint whose every array matters: kernels that keep the signal's size, moments and scales away
 * from 0 and 1, and an average unlike the generator itself.
 */
export async function livelyModel(changes: Partial<RunConfig>): Promise<ModelReference> {
  await startEngine()
  const small = { size: 16, latent: 6, generatorFilters: 4, discriminatorFilters: 4 } as const
  const config = resolveConfig('dcgan', { ...small, ...changes })
  const state = createVariables()
  createFamily(config, state, createRandom(config.seed, STREAMS.weights))
  const random = createRandom(5, 1)
  const variables = new Map(
    state.all().map(({ name, shape }) => {
      const values = new Float32Array(shape.reduce((product, size) => product * size, 1))
      random.fillNormal(values)
      return [name, values.map((value) => lively(name, shape, value))]
    })
  )
  const shapes = new Map(state.all().map(({ name, shape }) => [name, shape]))
  state.dispose()
  const file = join(temporaryFolder(), '64.safetensors')
  const start = createRandom(1, STREAMS.data).state()
  const batches = { shuffledFrom: start, random: start, position: 0 }
  const checkpoint = { config, images: 64, seconds: 1, latents: start, batches, variables }
  writeCheckpoint(file, checkpoint, shapes)
  return { config, file }
}

function lively(name: string, shape: readonly number[], value: number): number {
  if (name.endsWith('kernel'))
    return value * Math.sqrt(1.5 / (shape.at(-1)! * (shape[2] ? 4 : 0.5)))
  return /variance|scale/.test(name) ? 1 + 0.3 * Math.tanh(value) : 0.3 * value
}

/** What the studio itself draws at 16 latents: rows of size x size x channels in [-1,1]. */
export function drawOurs({ config, file }: ModelReference): {
  latents: Float32Array[]
  pictures: Float32Array[]
} {
  const shelf = createGeneratorShelf()
  const { graph } = shelf.load(file)
  const latents = drawLatents(config, createRandom(9, STREAMS.samples), 16)
  const pictures = latents.map((z) => graph.run.sample({ latents: z })['pictures']!.slice())
  shelf.dispose()
  return { latents, pictures }
}

/** The task of writing a model, as the studio gives it. */
export function modelTask(
  model: ModelReference,
  format: 'tfjs' | 'onnx' | 'safetensors',
  out = ''
): ExportTask {
  const origin = {
    run: 'r1',
    runName: 'Gesichter · Öl',
    checkpoint: 64,
    checkpointSha256: 'ab'.repeat(32),
    configDigest: '0123456789ab'
  }
  const data = { cacheFolder: '/nowhere', excluded: [] }
  return { job: 'j', model, what: { kind: 'model', format }, origin, data, out }
}

/** The largest difference between two rows of numbers of the same length. */
export function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity
  let most = 0
  for (let at = 0; at < a.length; at++) most = Math.max(most, Math.abs(a[at]! - b[at]!))
  return most
}

/** Standard deviation of all values: pictures of one grey would agree with anything. */
export function spread(rows: readonly Float32Array[]): number {
  const all = rows.flatMap((row) => Array.from(row))
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length
  return Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length)
}
