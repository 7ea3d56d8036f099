import { pixelPaths, SHEET_COLUMNS } from '../../src-main/contract/pixels.ts'

/** A model, as the URLs of its pictures name it. */
export interface ModelPlace {
  run: string
  checkpoint: number
}

/** Where a picture lies on a sheet that is there; counted in pictures. */
export interface SheetPart<Sheet> {
  sheet: Sheet
  column: number
  row: number
}

/** Loads sheets, and gives back the memory of those that are not needed any more. */
export interface SheetLoader<Sheet> {
  load(url: string): Promise<Sheet>
  release(sheet: Sheet): void
}

/** The URL of the sheet of some vectors, at most 64. */
export function sheetUrl({ run, checkpoint }: ModelPlace, latents: readonly number[][]): string {
  const columns = Math.min(SHEET_COLUMNS, latents.length)
  return pixelPaths.latentSheet(run, checkpoint, columns, latents)
}

/** The part of a sheet of `count` pictures that shows the one at `at`. */
export function partOf<Sheet>(sheet: Sheet, count: number, at: number): SheetPart<Sheet> {
  const columns = Math.min(SHEET_COLUMNS, count)
  return { sheet, column: at % columns, row: Math.floor(at / columns) }
}
