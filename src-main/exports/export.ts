import type { ExportWhat, WrittenLineage } from '../contract/exports.ts'
import { GRID_COLUMNS, shownSize } from '../contract/pixels.ts'
import { zWidth } from '../contract/pyramid.ts'
import type { RunConfig } from '../contract/run-config.ts'
import type { ExportTask } from '../contract/workers.ts'
import { fixedPlaces } from '../gan/fixed-places.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { combineTerms, neighbours } from '../latent/arithmetic.ts'
import { composeArithmetic } from './arithmetic.ts'
import { drawAll, type ExportContext } from './draw.ts'
import { dataHash } from './data-hash.ts'
import { encodeGrid, encodePng, layGrid, type Canvas } from './images.ts'
import { writeLineage } from './lineage.ts'
import { exportModel } from './models/export-model.ts'
import { isPng } from './png-chunks.ts'
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
    const steps = lineage ?? [stepTo(z, 'a latent vector')]
    const datasetHash = dataHash(task.data)
    const told = { ...task.origin, datasetHash, z, lineage: steps, scale }
    return writeLineage(await toPng(canvas), told)
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
    const around = neighbours(result, createRandom(seed, STREAMS.drawing), zWidth(config))
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

  snapshot: async (_, { model: { config } }, context) => {
    const pictures: Uint8Array[] = []
    await drawAll(context, fixedPlaces(config), (picture) => void pictures.push(picture))
    return encodeGrid(pictures, shownSize(config), GRID_COLUMNS)
  },

  model: async ({ format }, task) => exportModel(format, task, dataHash(task.data))
}

/** Writes what was asked for, whole or not at all; throws `export/*`, and `job/cancelled` where the signal says so. */
export async function exportLatents(task: ExportTask, context: ExportContext): Promise<void> {
  // The table has for each kind what takes it, which the types cannot follow.
  const exporter = EXPORTERS[task.what.kind] as Exporters['grid']
  const made = await exporter(task.what as never, task, context)
  await writeExport(task.out, tellsItself(task.what) ? signed(made, task) : made)
}

// A single picture has told already, and as a grid of one it is what the explorer shows, byte for byte.
function tellsItself(what: ExportWhat): boolean {
  return what.kind !== 'picture' && !(what.kind === 'grid' && what.latents.length === 1)
}

/** The same with how it was made, where it is a PNG. */
function signed(made: Made, { what, origin, data, model }: ExportTask): Made {
  if (!(made instanceof Uint8Array) || !isPng(made)) return made
  const z = firstPlace(what, model.config)
  const { scale = 1 } = what as { scale?: number }
  // Weights that training drew with are only known where they were saved too.
  const checkpointSha256 = what.kind === 'snapshot' ? '' : origin.checkpointSha256
  return writeLineage(made, {
    ...{ ...origin, checkpointSha256, datasetHash: dataHash(data) },
    ...{ z, lineage: [stepTo(z, 'the first of several')], scale, what }
  })
}

function firstPlace(what: ExportWhat, config: RunConfig): number[] {
  if (what.kind === 'picture') return what.z
  if (what.kind === 'grid') return what.latents[0]!
  if (what.kind === 'walk') return what.plan.keyframes[0]!.z
  if (what.kind === 'arithmetic') return what.result ?? Array.from(combineTerms(what.terms).result)
  return Array.from(fixedPlaces(config)[0]!)
}

function stepTo(z: number[], words: string): WrittenLineage['lineage'][number] {
  return { how: 'sliders', words, z, parents: [] }
}

function toPng({ pixels, width, height }: Canvas): Promise<Uint8Array> {
  return encodePng(pixels, width, height)
}

function toLatents(latents: readonly number[][]): Float32Array[] {
  return latents.map((z) => Float32Array.from(z))
}
