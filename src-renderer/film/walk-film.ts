import { partOf, type SheetLoader } from '../state/sheet-layout.ts'
import { SHEET_FRAMES, sheetsOf } from '../state/walk-frames.svelte.ts'
import type { Film, FilmFormat } from './formats.ts'

type CanvasImageDrawer = Pick<CanvasDrawImage, 'drawImage'>

/** A walk to be filmed. */
export interface FilmedWalk {
  format: FilmFormat
  latents: readonly number[][]
  /** Width and height of a picture in its own pixels, and how many of the film's pixels each becomes. */
  size: number
  scale: number
  framesPerSecond: number
  sheetUrl(latents: readonly number[][]): string
  sheets: SheetLoader<ImageBitmap>
}

/** The film of a walk, its pictures enlarged by nearest neighbour; one sheet of them is held at a time. */
export function walkFilm(walk: FilmedWalk): Film<CanvasImageDrawer> {
  const { format, latents, size, scale, framesPerSecond } = walk
  const sheets = sheetsOf(latents)
  const side = size * scale
  let sheet: ImageBitmap | undefined

  return {
    format,
    width: side,
    height: side,
    framesPerSecond,
    frames: latents.length,
    draw: async (context, frame) => {
      const latents = sheets[Math.floor(frame / SHEET_FRAMES)]!
      const at = frame % SHEET_FRAMES
      if (at === 0) sheet = await walk.sheets.load(walk.sheetUrl(latents))
      const { column, row } = partOf(sheet, latents.length, at)
      context.drawImage(sheet!, column * size, row * size, size, size, 0, 0, side, side)
      if (at + 1 === latents.length && sheet) walk.sheets.release(sheet)
    }
  }
}
