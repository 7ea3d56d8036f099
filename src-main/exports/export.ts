import type { ExportWhat } from '../contract/exports.ts'
import { shownSize } from '../contract/pixels.ts'
import type { ExportTask } from '../contract/workers.ts'
import { openCache } from '../datasets/cache.ts'
import { fingerprint } from '../datasets/edits.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { combineTerms, neighbours } from '../latent/arithmetic.ts'
import { composeArithmetic } from './arithmetic.ts'
import { drawAll, type ExportContext } from './draw.ts'
import { encodePng, layGrid, type Canvas } from './images.ts'
import { writeLineage } from './lineage.ts'
import { exportModel } from './models/export-model.ts'
import { exportWalk } from './walk.ts'
import { writeExport, type Made } from '../formats/write.ts'

type Exporters = {
  [Kind in ExportWhat['kind']]: (
    what: Extract<ExportWhat, { kind: Kind }>,
    task: ExportTask,
    context: ExportContext
  ) => Promise<Made>
}

const EXPORTERS: Exporters = {
  picture: async ({ z, lineage, scale }, task, context) => {
    const { canvas, place } = layGrid(1, shownSize(task.model.config), 1, { gap: 0, scale })
    await drawAll(context, [Float32Array.from(z)], place)
    const steps = lineage ?? [{ how: 'sliders', words: 'a latent vector', z, parents: [] }]
    const datasetHash = hashOf(task.data)
    return writeLineage(await toPng(canvas), {
      ...task.origin,
      datasetHash,
      z,
      lineage: steps,
      scale
    })
  },

  grid: async ({ latents, columns, scale }, { model: { config } }, context) => {
    const wide = columns ?? Math.ceil(Math.sqrt(latents.length))
    // One picture is written as the picture itself, byte for byte what the explorer shows.
    const gap = latents.length === 1 ? 0 : 1
    const { canvas, place } = layGrid(latents.length, shownSize(config), wide, { gap, scale })
    await drawAll(context, toLatents(latents), place)
    return toPng(canvas)
  },

  walk: (what, { model: { config } }, context) => exportWalk(what, shownSize(config), context),

  arithmetic: async ({ terms, result: steadied, seed, scale }, { model: { config } }, context) => {
    const { means, result: sum } = combineTerms(terms)
    const result = steadied ? Float32Array.from(steadied) : sum
    const around = neighbours(result, createRandom(seed, STREAMS.drawing), config.latent)
    const exemplars = terms.map(({ latents }) => toLatents(latents))
    const pictures: Uint8Array[] = []
    const all = [...means, ...exemplars.flat(), result, ...around]
    await drawAll(context, all, (picture) => void pictures.push(picture))
    // Taken out in the order in which they were put in.
    const take = (count: number): Uint8Array[] => pictures.splice(0, count)
    const meanPictures = take(means.length)
    const drawn = terms.map(({ weight, latents }, place) => ({
      weight,
      mean: meanPictures[place]!,
      exemplars: take(latents.length)
    }))
    const [middle] = take(1)
    const row = { terms: drawn, result: middle!, neighbours: pictures }
    return toPng(composeArithmetic(row, shownSize(config), scale))
  },

  model: async ({ format }, task) => exportModel(format, task, hashOf(task.data))
}

/** Writes what was asked for, whole or not at all; throws `export/*`, and `job/cancelled` where the signal says so. */
export async function exportLatents(task: ExportTask, context: ExportContext): Promise<void> {
  // The table has for each kind what takes it, which the types cannot follow.
  const exporter = EXPORTERS[task.what.kind] as Exporters['grid']
  await writeExport(task.out, await exporter(task.what as never, task, context))
}

function toPng({ pixels, width, height }: Canvas): Promise<Uint8Array> {
  return encodePng(pixels, width, height)
}

function toLatents(latents: readonly number[][]): Float32Array[] {
  return latents.map((z) => Float32Array.from(z))
}

/** What identifies the pictures that a run was trained on; empty where they have been deleted. */
function hashOf({ cacheFolder, excluded }: ExportTask['data']): string {
  try {
    const cache = openCache(cacheFolder)
    const hash = fingerprint(cache.hash, excluded)
    cache.close()
    return hash
  } catch {
    return ''
  }
}
