import { SvelteMap } from 'svelte/reactivity'
import { SHEET_COLUMNS, SHEET_PICTURES } from '../../../src-main/contract/pixels.ts'

/** Where a picture lies on a sheet that is there; counted in pictures. */
export interface SheetPart {
  url: string
  column: number
  row: number
  columns: number
  rows: number
}

interface Sheet {
  url: string
  pictures: number[]
  /** Held, so that the browser keeps it decoded; undefined until it is. */
  image?: unknown
}

// At 64 px a sheet is a megabyte of pixels, so some 200 MB at most in the browser.
const MOST_SHEETS = 192

/**
 * Which sheet holds each picture. A sheet is made of the neighbours that nobody has asked for yet, so
 * that pictures keep theirs when others before them go away.
 */
export class PictureSheets {
  readonly #sheetOf = new SvelteMap<number, Sheet>()
  /** By their URLs, longest unused first. */
  #urls: string[] = []
  readonly #urlOf: (pictures: readonly number[]) => string
  readonly #load: (url: string) => Promise<unknown>

  /** `load` fetches and decodes a picture, and gives what keeps it so; it fails where there is none. */
  constructor(
    urlOf: (pictures: readonly number[]) => string,
    load: (url: string) => Promise<unknown>
  ) {
    this.#urlOf = urlOf
    this.#load = load
  }

  /** The part of a sheet that shows a picture; undefined until it is there. */
  partOf(picture: number): SheetPart | undefined {
    const sheet = this.#sheetOf.get(picture)
    if (!sheet?.image) return undefined
    const { pictures, url } = sheet
    const columns = Math.min(SHEET_COLUMNS, pictures.length)
    const at = pictures.indexOf(picture)
    const [column, row] = [at % columns, Math.floor(at / columns)]
    return { url, column, row, columns, rows: Math.ceil(pictures.length / columns) }
  }

  /** Fetches what is missing of the places from `first` to before `end` of a list. */
  want(list: readonly number[], first: number, end: number): void {
    const isMissing = (picture: number): boolean => !this.#sheetOf.has(picture)
    const blockOf = (place: number): number => place - (place % SHEET_PICTURES)
    for (let block = blockOf(first); block < end; block += SHEET_PICTURES) {
      const next = block + SHEET_PICTURES
      const inView = list.slice(Math.max(first, block), Math.min(end, next))
      if (inView.some(isMissing)) void this.#fetch(list.slice(block, next).filter(isMissing))
      for (const picture of inView) this.#use(this.#sheetOf.get(picture)?.url)
    }
  }

  async #fetch(pictures: number[]): Promise<void> {
    const url = this.#urlOf(pictures)
    this.#put({ url, pictures })
    this.#use(url)
    this.#forgetOldest()
    const image = await this.#load(url).catch(() => undefined)
    if (!this.#urls.includes(url)) return
    if (image) this.#put({ url, pictures, image })
    // Asked for again when it is next in view.
    else this.#forget(url, pictures)
  }

  #put(sheet: Sheet): void {
    for (const picture of sheet.pictures) this.#sheetOf.set(picture, sheet)
  }

  #use(url: string | undefined): void {
    if (url === undefined || this.#urls.at(-1) === url) return
    this.#urls = [...this.#urls.filter((other) => other !== url), url]
  }

  #forgetOldest(): void {
    const [url] = this.#urls
    if (this.#urls.length <= MOST_SHEETS || url === undefined) return
    const held = [...this.#sheetOf.values()].find((sheet) => sheet.url === url)
    this.#forget(url, held?.pictures ?? [])
  }

  #forget(url: string, pictures: readonly number[]): void {
    this.#urls = this.#urls.filter((other) => other !== url)
    for (const picture of pictures) this.#sheetOf.delete(picture)
  }
}
