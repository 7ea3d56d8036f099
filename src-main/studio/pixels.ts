import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AUGMENTATIONS } from '../contract/augmentations.ts'
import { decodeIndices, decodeLatent, PIXEL_PATTERNS, SHEET_PICTURES } from '../contract/pixels.ts'
import type { PictureBytes, Studio } from '../contract/studio.ts'
import { LARGEST_SEED } from '../contract/run-config.ts'
import type { ExplorerApi, ImporterApi } from '../contract/workers.ts'
import { checkLatents } from './explore.ts'
import { createLru } from './lru.ts'
import { findModel } from './models.ts'
import { newestFirst } from './newest-first.ts'
import type { CurrentProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import type { Supervised } from './supervisor.ts'
import type { Targets } from './targets.ts'

// A 64-px PNG has 2 to 12 kB, so both together stay below some 10 MB.
const KEPT_PICTURES = 1_000
// Several walls of candidate pictures, a second or two of rendering.
const MOST_WAITING = 128
// Two thousand pictures, more than a view shows at once.
const MOST_SHEETS_WAITING = 32
// A desktop window asks for all pictures of a grid at once, where HTTP asks for six at a time; none
// that is on screen may be dropped.
const MOST_FETCHES_WAITING = 4_096
// From picture to picture of a slider that is dragged without rest while a run trains: a picture takes all cores
// for some milliseconds, and as many of them as a screen has frames would take a quarter of the training.
const APART_MS = 64

/** What pictures need of the services beside them. */
export interface PixelNeeds {
  current: CurrentProject
  book: RunBook
  explorer: Supervised<ExplorerApi>
  importer: Supervised<ImporterApi>
  imports: { stagedFolder(job: string): string | undefined }
  previews: {
    picture(preview: string, sample: number, which: 'before' | 'after'): Uint8Array | undefined
  }
  targets: Targets
  isTraining(): boolean
}

/** Answers the URLs of contract/pixels.ts; only whole matches of its patterns reach a file. */
export function pixelService(needs: PixelNeeds): Studio['pixels'] {
  const { current, book, explorer, importer } = needs
  const apart = (): number => (needs.isTraining() ? APART_MS : 0)
  // One picture at a time for each worker: a second request could not be answered sooner.
  const kept = createLru<Uint8Array>(KEPT_PICTURES)
  const render = newestFirst<Uint8Array>(MOST_WAITING, apart)
  // In a line of their own: the explorer draws a sheet in parts, and single pictures between them.
  const renderSheet = newestFirst<Uint8Array>(MOST_SHEETS_WAITING, apart)
  const fetchPicture = newestFirst<Uint8Array>(MOST_FETCHES_WAITING)

  const keep = async (key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    const bytes = kept.get(key) ?? (await make())
    kept.set(key, bytes)
    return bytes
  }

  // Also of a deleted data set, which a run may still show.
  const folderOf = (id: string, indices: readonly number[]): string | undefined => {
    const project = current.get()
    const dataset = project.store.datasets.get(id)
    const isThere = dataset && indices.every((index) => index < dataset.pictures)
    return isThere ? project.cacheFolder(id) : undefined
  }
  // Not kept here: the browser does, and sheets are large.
  const fromCache = async (
    folder: string | undefined,
    path: string,
    ask: (folder: string) => Promise<Uint8Array>
  ): Promise<PictureBytes | undefined> =>
    folder === undefined ? undefined : png(await fetchPicture(path, () => ask(folder)), true)

  const answers: Record<
    keyof typeof PIXEL_PATTERNS,
    (parts: string[], path: string) => Promise<PictureBytes | undefined>
  > = {
    datasetPicture: ([id = '', index], path) =>
      fromCache(folderOf(id, [Number(index)]), path, (folder) =>
        importer.use().picture(folder, Number(index))
      ),
    datasetSheet: async ([id = '', text = ''], path) => {
      const indices = decodeIndices(text)
      if (!indices || indices.length > SHEET_PICTURES) return undefined
      const folder = folderOf(id, indices)
      return await fromCache(folder, path, (from) => importer.use().sheet(from, indices))
    },
    datasetMean: ([id = ''], path) =>
      fromCache(folderOf(id, []), path, (folder) => importer.use().meanPicture(folder)),
    augmented: async ([id = '', index, words = '', seed], path) => {
      const picture = Number(index)
      const cacheFolder = folderOf(id, [picture])
      const policy = AUGMENTATIONS.filter((name) => words.split('-').includes(name))
      if (cacheFolder === undefined || Number(seed) > LARGEST_SEED) return undefined
      const task = { cacheFolder, picture, policy, seed: Number(seed) }
      const make = (): Promise<Uint8Array> => explorer.use().augment(task)
      return png(await keep(path, () => render(path, make)), true)
    },
    stagedPicture: ([job = '', index], path) =>
      fromCache(needs.imports.stagedFolder(job), path, (folder) =>
        importer.use().picture(folder, Number(index))
      ),
    previewPicture: async ([preview = '', sample, which]) => {
      const side = which === 'before' ? 'before' : 'after'
      const bytes = needs.previews.picture(preview, Number(sample), side)
      return bytes && png(bytes, true)
    },
    kept: ([item = '']) => {
      const bytes = current.get().store.latentItems.picture(item)
      return Promise.resolve(bytes && png(bytes, true))
    },
    target: ([job = '']) => {
      const bytes = needs.targets.picture(job)
      return Promise.resolve(bytes && png(bytes, true))
    },
    difference: async ([id = ''], path) => {
      const { store } = current.get()
      const item = store.latentItems.get(id)
      const target = store.latentItems.picture(id)
      if (item?.kind !== 'projection' || !target) return undefined
      const { reference } = findModel(current.get(), book, item.run, item.checkpoint)
      const make = (): Promise<Uint8Array> => explorer.use().difference(reference, item.z, target)
      return png(await keep(path, () => render(path, make)), true)
    },
    snapshot: async ([id = '', images]) => {
      const project = current.get()
      const run = project.store.runs.get(id)
      if (!run) return undefined
      const bytes = await readFile(project.snapshotFile(id, Number(images))).catch(() => undefined)
      return bytes && png(bytes, isExact(run))
    },
    evidence: async ([id = '', images, picture = '']) => {
      const project = current.get()
      if (!project.store.runs.get(id)) return undefined
      const file = join(project.evaluationFolder(id, Number(images)), `${picture}.png`)
      const bytes = await readFile(file).catch(() => undefined)
      // The same checkpoint may be measured again with more samples.
      return bytes && png(bytes, false)
    },
    latentSheet: async ([id = '', images, columns, count, text = ''], path) => {
      const latents = chunked(decodeLatent(text), Number(count))
      const isLaidOut = Number(columns) >= 1 && Number(columns) <= SHEET_PICTURES
      if (!latents || latents.length > SHEET_PICTURES || !isLaidOut) return undefined
      const model = findModel(current.get(), book, id, Number(images))
      checkLatents(model, latents)
      const make = (): Promise<Uint8Array> =>
        explorer.use().drawSheet(model.reference, latents, Number(columns))
      return png(await renderSheet(path, make), isExact(model.run))
    },
    latent: async ([id = '', images, text = '']) => {
      const z = decodeLatent(text)
      if (!z) return undefined
      const model = findModel(current.get(), book, id, Number(images))
      checkLatents(model, [z])
      // By the weights rather than by the URL: a checkpoint may be written anew.
      const key = `${model.checkpoint.sha256}/${text}`
      const make = (): Promise<Uint8Array> => explorer.use().render(model.reference, z)
      return png(await keep(key, () => render(key, make)), isExact(model.run))
    }
  }

  return async (path) => {
    for (const [kind, pattern] of Object.entries(PIXEL_PATTERNS)) {
      const match = pattern.exec(path)
      if (match) return await answers[kind as keyof typeof PIXEL_PATTERNS](match.slice(1), path)
    }
    return undefined
  }
}

// Equal parts; undefined where there are none.
function chunked(numbers: number[] | undefined, count: number): number[][] | undefined {
  if (!numbers || !(count > 0) || numbers.length % count !== 0) return undefined
  const length = numbers.length / count
  return Array.from({ length: count }, (_, at) => numbers.slice(at * length, (at + 1) * length))
}

function png(bytes: Uint8Array, immutable: boolean): PictureBytes {
  return { type: 'image/png', bytes, immutable }
}

// A run that is resumed makes the same pictures again on a CPU, and nearly the same on a GPU.
function isExact({ config }: { config: { device: 'cpu' | 'gpu' } }): boolean {
  return config.device === 'cpu'
}
