import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FoundProjection, StudiedModel } from '../../../src-main/contract/analyst.ts'
import { openCache } from '../../../src-main/datasets/cache.ts'
import { itemBytes } from '../../../src-main/datasets/forms/bytes.ts'
import { buildSampleSet } from '../../../src-main/datasets/samples/build.ts'
import { createRandom, STREAMS } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { composeGrid, encodePng } from '../../../src-main/exports/images.ts'
import { drawLatents, drawPictures } from '../../../src-main/gan/pictures.ts'
import { createGeneratorShelf } from '../../../src-main/latent/model.ts'
import { differencePicture } from '../../../src-main/latent/projection/difference.ts'
import { projectPicture } from '../../../src-main/latent/projection/project.ts'
import {
  createProjectorShelf,
  type ProjectorShelf
} from '../../../src-main/latent/projection/shelf.ts'
import { median, quantile } from '../../statistics.ts'
import { newestModel } from '../newest-model.ts'

/** Pictures of each kind. */
const COUNT = 64
// The models learn avatars of seed 1.
const OTHER_SEED = 2
const SHEET_ROWS = 8

/** What a model has reached. */
export interface ProjectionFigures {
  size: number
  checkpoint: number
  encoderSeconds: number
  own: Spread
  heldOut: Spread
  /** The encoder's guesses alone. */
  heldOutGuess: Spread
  /** From the picture's file to the first place told, in milliseconds. */
  guessMs: Spread
  refinedSeconds: Spread
  /** Of the machine over the last minute, which times depend on. */
  loadAverage: number
}

/** How numbers are spread. */
export interface Spread {
  mean: number
  median: number
  p95: number
  most: number
}

interface Tried {
  target: Uint8Array
  found: FoundProjection
  guessMs: number
}

/**
 * Projects 64 of a model's own samples and 64 avatars that it has not learned from, and draws a sheet:
 * picture, guess, found, difference.
 */
export async function measureProjection(
  project: string,
  { say, sheet }: { say: (line: string) => void; sheet: (size: number) => string }
): Promise<ProjectionFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-prove-'))
  const shelf = createProjectorShelf()
  const generators = createGeneratorShelf()
  try {
    const { model: found, images } = newestModel(project)
    // An encoder of its own, so that its training is measured too.
    const model: StudiedModel = { ...found, folder: join(folder, 'learned') }
    const { config } = model
    await startEngine(config.device)
    const { graph } = generators.load(model.file)
    const latents = drawLatents(config, createRandom(OTHER_SEED, STREAMS.samples), COUNT)
    const own = drawPictures(graph, latents)
    const heldOut = await drawAvatars(config.size, join(folder, 'held-out'))

    const begunAt = performance.now()
    say(`${config.size} px, ${images} images: training the encoder`)
    await shelf.open(model, { report: () => undefined, breathe: () => undefined })
    const encoderSeconds = (performance.now() - begunAt) / 1000
    // Whatever is computed for the first time is slower.
    await tryPicture(own[0]!, model, shelf)

    const tried = { own: [] as Tried[], heldOut: [] as Tried[] }
    for (const picture of own) tried.own.push(await tryPicture(picture, model, shelf))
    for (const picture of heldOut) tried.heldOut.push(await tryPicture(picture, model, shelf))

    const drawn = (z: number[]): Uint8Array => drawPictures(graph, [Float32Array.from(z)])[0]!
    await writeSheet(
      sheet(config.size),
      config.size,
      [...tried.own.slice(0, SHEET_ROWS), ...tried.heldOut.slice(0, SHEET_ROWS)],
      drawn
    )
    const all = [...tried.own, ...tried.heldOut]
    const errors = (some: Tried[]): number[] => some.map(({ found }) => found.error)
    return {
      size: config.size,
      checkpoint: images,
      encoderSeconds,
      own: spreadOf(errors(tried.own)),
      heldOut: spreadOf(errors(tried.heldOut)),
      heldOutGuess: spreadOf(tried.heldOut.map(({ found }) => found.guessError)),
      guessMs: spreadOf(all.map(({ guessMs }) => guessMs)),
      refinedSeconds: spreadOf(all.map(({ found }) => found.seconds)),
      loadAverage: loadavg()[0]!
    }
  } finally {
    shelf.dispose()
    generators.dispose()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function tryPicture(
  target: Uint8Array,
  model: StudiedModel,
  shelf: ProjectorShelf
): Promise<Tried> {
  const { size } = model.config
  const file = await encodePng(target, size, size)
  const begunAt = performance.now()
  let guessMs: number | undefined
  const found = await projectPicture(
    { job: 'proof', model, file, name: 'proof.png' },
    {
      shelf,
      signal: new AbortController().signal,
      report: () => undefined,
      onProjection: () => {
        guessMs ??= performance.now() - begunAt
      }
    }
  )
  return { target, found, guessMs: guessMs! }
}

async function drawAvatars(size: number, cacheFolder: string): Promise<Uint8Array[]> {
  await buildSampleSet({ kind: 'avatars', size, count: COUNT, seed: OTHER_SEED, cacheFolder })
  const cache = openCache(cacheFolder)
  const pictures = Array.from({ length: COUNT }, (_, picture) => {
    const bytes = new Uint8Array(itemBytes(cache))
    cache.read([picture], bytes)
    return bytes
  })
  cache.close()
  return pictures
}

async function writeSheet(
  file: string,
  size: number,
  tried: Tried[],
  drawn: (z: number[]) => Uint8Array
): Promise<void> {
  const pictures = tried.flatMap(({ target, found }) => {
    const picture = drawn(found.z)
    return [target, drawn(found.guess), picture, differencePicture(target, picture)]
  })
  const sheet = composeGrid(pictures, size, 8, { gap: 2, scale: 128 / size })
  writeFileSync(file, await encodePng(sheet.pixels, sheet.width, sheet.height))
}

function spreadOf(values: number[]): Spread {
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    median: median(values),
    p95: quantile(values, 0.95),
    most: Math.max(...values)
  }
}
