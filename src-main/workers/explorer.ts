import { latentWidth } from '../contract/condition.ts'
import { StudioError } from '../contract/errors.ts'
import { shownSize } from '../contract/pixels.ts'
import { zWidth } from '../contract/pyramid.ts'
import { channelCount } from '../contract/run-config.ts'
import type { ExplorerApi, ExplorerEvents, ModelReference } from '../contract/workers.ts'
import { createBreather } from '../datasets/breathe.ts'
import { openCache, type Cache } from '../datasets/cache.ts'
import { itemBytes } from '../datasets/forms/bytes.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { startEngine } from '../engine/tensorflow.ts'
import { exportLatents } from '../exports/export.ts'
import { composeGrid, decodePng, encodeGrid, encodePng, layGrid } from '../exports/images.ts'
import { readLineage } from '../exports/lineage.ts'
import { augmentBytes } from '../gan/augment-bytes.ts'
import { drawLatents, drawPictures, drawWall, WALL } from '../gan/pictures.ts'
import { asShown } from '../gan/shown.ts'
import { combineTerms, neighbours } from '../latent/arithmetic.ts'
import { createEvaluator } from '../latent/evaluation/evaluate.ts'
import { readBend } from '../latent/bends/file.ts'
import { slopesBy } from '../latent/bends/slopes.ts'
import { traceBend } from '../latent/bends/trace.ts'
import { deviationOf } from '../latent/directions/model.ts'
import { createGeneratorShelf } from '../latent/model.ts'
import { nearestPictures } from '../latent/nearest.ts'
import { differencePicture } from '../latent/projection/difference.ts'
import { walkLatents } from '../latent/walk.ts'
import { serveWorker } from '../rpc/worker.ts'
import { workerPort } from '../rpc/worker-port.ts'
import { createWorkerJobs } from './jobs.ts'
import { createRightOfWay } from './right-of-way.ts'
import { createSerial } from './serial.ts'

// How many augmented pictures stand beside the original.
const VARIANTS = 5

// Of a sheet of 16 pictures compression saves an eighth of the bytes and takes eight times as long.
const NO_COMPRESSION = 0

// Of a way along a bend, in deviations of the prior: a slider goes straight between two of them.
const TRACE_STEP = 0.25

const shelf = createGeneratorShelf()
const evaluator = createEvaluator(shelf)
const rightOfWay = createRightOfWay()
const oneEvaluation = createSerial()
const jobs = createWorkerJobs((event) => events.onProgress(event))

async function picturesOf(
  model: ModelReference,
  latents: readonly Float32Array[]
): Promise<Uint8Array[]> {
  rightOfWay.asked()
  await startEngine(model.config.device)
  return asShown(model.config, drawPictures(shelf.load(model.file, model.config).graph, latents))
}

const toNumbers = (latents: readonly Float32Array[]): number[][] =>
  latents.map((z) => Array.from(z))
const toLatents = (latents: number[][]): Float32Array[] => latents.map((z) => Float32Array.from(z))

const api: ExplorerApi = {
  async render(model, z) {
    const size = shownSize(model.config)
    // Through the grid's own way, so that its bytes are those of the picture as a file.
    return encodeGrid(await picturesOf(model, toLatents([z])), size, 1)
  },

  async draw({ config }, seed, count, chosen) {
    const latents = drawLatents(config, createRandom(seed, STREAMS.samples), count, chosen)
    return latents.map((z) => Array.from(z))
  },

  async drawSheet(model, latents, columns) {
    rightOfWay.asked()
    await startEngine(model.config.device)
    const breathe = createBreather()
    const { canvas, place } = layGrid(latents.length, shownSize(model.config), columns, { gap: 0 })
    for (let from = 0; from < latents.length; from += WALL) {
      // Between walls a slider's picture is drawn, perhaps of another checkpoint.
      const { graph } = shelf.load(model.file, model.config)
      const drawn = drawWall(graph, toLatents(latents.slice(from, from + WALL)))
      const pictures = asShown(model.config, drawn)
      pictures.forEach((picture, index) => place(picture, from + index))
      await breathe()
    }
    return encodePng(canvas.pixels, canvas.width, canvas.height, NO_COMPRESSION)
  },

  async difference(model, z, target) {
    const { size } = model.config
    const [picture] = await picturesOf(model, toLatents([z]))
    const apart = differencePicture(picture!, await decodePng(target, channelCount(model.config)))
    const { pixels, width, height } = composeGrid([apart], size, 1, { gap: 0 })
    return encodePng(pixels, width, height)
  },

  async planWalk({ config }, plan) {
    return toNumbers(walkLatents(plan, zWidth(config)))
  },

  async calculate({ config }, terms, seed) {
    const { means, result } = combineTerms(terms)
    const around = neighbours(result, createRandom(seed, STREAMS.drawing), zWidth(config))
    const [sum] = toNumbers([result])
    return { means: toNumbers(means), result: sum!, neighbours: toNumbers(around) }
  },

  async traceBend(model, { file, name }, { z, locked, ...way }) {
    await startEngine(model.config.device)
    const { graph } = shelf.load(model.file, model.config)
    const trace = await traceBend(
      slopesBy(graph, latentWidth(model.config), 1),
      readBend(file, name),
      { ...way, z: Float32Array.from(z), locked, step: TRACE_STEP * deviationOf(model.config) },
      // A hundred small graph runs, some 30 ms in all; in pieces another checkpoint might be loaded between.
      async () => undefined
    )
    return { strengths: trace.strengths, latents: toNumbers(trace.latents) }
  },

  export: (task) =>
    jobs.run(task.job, (context) =>
      exportLatents(task, {
        ...context,
        draw: async (z) => (await picturesOf(task.model, [z]))[0]!
      })
    ),

  evaluate: (task) =>
    jobs.run(task.job, (context) =>
      oneEvaluation(() =>
        evaluator.evaluate(task, { ...context, encodeSheet: encodeGrid, quiet: rightOfWay.quiet })
      )
    ),

  cancel: (job) => jobs.cancel(job),

  readPicture: async (file, name) => readLineage(file, name),

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

const events = serveWorker<ExplorerApi, ExplorerEvents>(workerPort(), api)
