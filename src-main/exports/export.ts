import { extname } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import type { ExportTask } from '../contract/workers.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { combineTerms, neighbours } from '../latent/arithmetic.ts'
import { walkLatents } from '../latent/walk.ts'
import { encodeAnimation } from './animations.ts'
import { composeArithmetic } from './arithmetic.ts'
import { composeGrid, encodePng, type Canvas } from './images.ts'
import { writeExport } from './write.ts'

/** What an export needs of the process it runs in. */
export interface ExportContext {
  /** Pictures at latents, in small pieces, so that others are answered between. */
  draw(latents: readonly Float32Array[]): Promise<Uint8Array[]>
  report(done: number, total: number): void
  signal: AbortSignal
}

/** Writes what was asked for; throws `export/*`, and `job/cancelled` where the signal says so. */
export async function exportLatents(
  { model: { config }, what, out }: ExportTask,
  { draw }: ExportContext
): Promise<void> {
  const { size } = config
  const write = async ({ pixels, width, height }: Canvas): Promise<void> =>
    writeExport(out, await encodePng(pixels, width, height))
  switch (what.kind) {
    case 'picture': {
      const pictures = await draw([Float32Array.from(what.z)])
      return write(composeGrid(pictures, size, 1, { gap: 0, scale: what.scale }))
    }
    case 'grid': {
      const pictures = await draw(what.latents.map((z) => Float32Array.from(z)))
      const wide = what.columns ?? Math.ceil(Math.sqrt(pictures.length))
      // One picture is written as the picture itself, byte for byte what the explorer shows.
      const gap = pictures.length === 1 ? 0 : 1
      return write(composeGrid(pictures, size, wide, { gap, scale: what.scale }))
    }
    case 'walk': {
      const pictures = await draw(walkLatents(what.plan))
      const frames = pictures.map((picture) =>
        composeGrid([picture], size, 1, { gap: 0, scale: what.scale })
      )
      const { width, height } = frames[0]!
      const format = extname(out).toLowerCase() === '.webp' ? 'webp' : 'gif'
      const options = { delayMs: 1000 / what.framesPerSecond, format } as const
      const pixels = frames.map((frame) => frame.pixels)
      return writeExport(out, await encodeAnimation(pixels, width, height, options))
    }
    case 'arithmetic': {
      const { means, result } = combineTerms(what.terms)
      const around = neighbours(result, createRandom(what.seed, STREAMS.drawing))
      const terms = await Promise.all(
        what.terms.map(async ({ weight, latents }, term) => ({
          sign: weight < 0 ? (-1 as const) : (1 as const),
          mean: (await draw([means[term]!]))[0]!,
          exemplars: await draw(latents.map((z) => Float32Array.from(z)))
        }))
      )
      const [sum] = await draw([result])
      const row = { terms, result: sum!, neighbours: await draw(around) }
      return write(composeArithmetic(row, size, what.scale))
    }
    case 'model':
      throw new StudioError('export/model', `The model cannot be written as ${what.format} yet.`)
  }
}
