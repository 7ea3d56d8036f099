import { extname } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import type { ExplorerApi, ModelReference } from '../contract/workers.ts'
import { openCache, type Cache } from '../datasets/cache.ts'
import { itemBytes } from '../datasets/forms/bytes.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { startEngine } from '../engine/tensorflow.ts'
import { encodeAnimation } from '../exports/animations.ts'
import { composeGrid, encodeGrid, encodePng } from '../exports/images.ts'
import { composeArithmetic } from '../exports/arithmetic.ts'
import { writeExport } from '../exports/write.ts'
import { augmentBytes } from '../gan/augment-bytes.ts'
import { drawLatents, drawPictures } from '../gan/pictures.ts'
import { combine, meanLatent, neighbours } from '../latent/arithmetic.ts'
import { createGeneratorShelf } from '../latent/model.ts'
import { nearestPictures } from '../latent/nearest.ts'
import { walkLatents } from '../latent/walk.ts'
import { serveWorker } from '../rpc/worker.ts'
import { workerPort } from '../rpc/worker-port.ts'

// Twenty-five pictures a second.
const FRAME_MS = 40
// How many augmented pictures stand beside the original.
const VARIANTS = 5

const shelf = createGeneratorShelf()

async function picturesOf(model: ModelReference, latents: Float32Array[]): Promise<Uint8Array[]> {
  await startEngine(model.config.device)
  return drawPictures(shelf.load(model.file).graph, latents)
}

const toLatents = (latents: number[][]): Float32Array[] => latents.map((z) => Float32Array.from(z))

const api: ExplorerApi = {
  async render(model, z) {
    const { size } = model.config
    // Through the grid's own way, so that its bytes are those of the picture as a file.
    return encodeGrid(await picturesOf(model, toLatents([z])), size, 1)
  },

  async draw({ config }, seed, count) {
    const latents = drawLatents(config, createRandom(seed, STREAMS.samples), count)
    return latents.map((z) => Array.from(z))
  },

  async exportGrid(model, { latents, columns, scale, out }) {
    const pictures = await picturesOf(model, toLatents(latents))
    const wide = columns ?? Math.ceil(Math.sqrt(pictures.length))
    // One picture is written as the picture itself, byte for byte what the explorer shows.
    const gap = pictures.length === 1 ? 0 : 1
    const grid = composeGrid(pictures, model.config.size, wide, { gap, scale })
    await writeExport(out, await encodePng(grid.pixels, grid.width, grid.height))
  },

  async exportWalk(model, { latents, framesPerLeg, interpolation, scale, out }) {
    const stops = walkLatents(toLatents(latents), framesPerLeg, interpolation)
    const pictures = await picturesOf(model, stops)
    const frames = pictures.map((picture) =>
      composeGrid([picture], model.config.size, 1, { gap: 0, scale })
    )
    const { width, height } = frames[0]!
    const format = extname(out).toLowerCase() === '.webp' ? 'webp' : 'gif'
    const pixels = frames.map((frame) => frame.pixels)
    await writeExport(
      out,
      await encodeAnimation(pixels, width, height, { delayMs: FRAME_MS, format })
    )
  },

  async exportArithmetic(model, { terms, seed, scale, out }) {
    const concepts = terms.map(({ sign, latents }) => ({ sign, exemplars: toLatents(latents) }))
    const result = combine(concepts)
    const around = neighbours(result, createRandom(seed, STREAMS.drawing))
    const { size } = model.config
    const row = composeArithmetic(
      {
        terms: await Promise.all(
          concepts.map(async ({ sign, exemplars }) => ({
            sign,
            mean: (await picturesOf(model, [meanLatent(exemplars)]))[0]!,
            exemplars: await picturesOf(model, exemplars)
          }))
        ),
        result: (await picturesOf(model, [result]))[0]!,
        neighbours: await picturesOf(model, around)
      },
      size,
      scale
    )
    await writeExport(out, await encodePng(row.pixels, row.width, row.height))
  },

  async label(model, { latents, cacheFolder, excluded }) {
    const cache = openCache(cacheFolder)
    const pictures = await picturesOf(model, toLatents(latents))
    const labels = nearestPictures(pictures, cache, excluded).map((index) => cache.labels(index))
    cache.close()
    return labels
  },

  async augment({ cacheFolder, picture, policy, seed }) {
    await startEngine()
    const cache = openCache(cacheFolder)
    try {
      refuseOtherForms(cache)
      const original = new Uint8Array(itemBytes(cache))
      cache.read([picture], original)
      const variants = augmentBytes(original, cache, policy, { seed, count: VARIANTS })
      const row = composeGrid([original, ...variants], cache.size, 1 + VARIANTS, { gap: 0 })
      return await encodePng(row.pixels, row.width, row.height)
    } finally {
      cache.close()
    }
  }
}

function refuseOtherForms({ form }: Cache): void {
  if (form === 'pictures') return
  throw new StudioError(
    'augment/form',
    `Augmentation is shown on pictures, and this data set is of ${form}; choose one of pictures.`
  )
}

serveWorker<ExplorerApi, Record<string, never>>(workerPort(), api)
