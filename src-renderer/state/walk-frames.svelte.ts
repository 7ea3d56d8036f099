import { SvelteMap } from 'svelte/reactivity'
import { toErrorRecord } from '../../src-main/contract/errors.ts'
import { partOf, type SheetLoader, type SheetPart } from './sheet-layout.ts'

/** Frames in a sheet: drawn in a fraction of the time in which they are played. */
export const SHEET_FRAMES = 16

/** The sheets of a walk's vectors, in order; the last one may be shorter. */
export function sheetsOf(latents: readonly number[][]): number[][][] {
  const count = Math.ceil(latents.length / SHEET_FRAMES)
  return Array.from({ length: count }, (_, at) =>
    latents.slice(at * SHEET_FRAMES, (at + 1) * SHEET_FRAMES)
  )
}

/**
 * The pictures of a walk, fetched sheet by sheet from where it is looked at onwards, round the end. One
 * request is under way at most; sheets that a change of the walk leaves as they were are kept.
 */
export class WalkFrames<Sheet> {
  #urls = $state.raw<string[]>([])
  #count = $state(0)
  #problem = $state<string | undefined>()
  readonly #sheets = new SvelteMap<string, Sheet>()
  #head = 0
  #busy = false
  readonly #loader: SheetLoader<Sheet>

  constructor(loader: SheetLoader<Sheet>) {
    this.#loader = loader
  }

  /** How many frames the walk has. */
  get count(): number {
    return this.#count
  }

  /** Share of the sheets that are there, 0-1. */
  get ready(): number {
    const there = this.#urls.filter((url) => this.#sheets.has(url)).length
    return this.#urls.length === 0 ? 0 : there / this.#urls.length
  }

  /** Why pictures cannot be had, one sentence. */
  get problem(): string | undefined {
    return this.#problem
  }

  /** Takes the frames of a walk as it is now; `urlOf` gives the URL of a sheet of vectors. */
  show(latents: readonly number[][], urlOf: (latents: readonly number[][]) => string): void {
    this.#urls = sheetsOf(latents).map(urlOf)
    this.#count = latents.length
    this.#problem = undefined
    for (const [url, sheet] of [...this.#sheets]) {
      if (this.#urls.includes(url)) continue
      this.#sheets.delete(url)
      this.#loader.release(sheet)
    }
    this.#head = Math.min(this.#head, Math.max(0, this.#count - 1))
    void this.#work()
  }

  /** Says which frame is looked at, so that those after it come first. */
  want(frame: number): void {
    this.#head = frame
    void this.#work()
  }

  /** Where a frame's picture is; undefined until it has come. */
  at(frame: number): SheetPart<Sheet> | undefined {
    const at = Math.floor(frame / SHEET_FRAMES)
    const url = this.#urls[at]
    const sheet = url === undefined ? undefined : this.#sheets.get(url)
    if (sheet === undefined || frame >= this.#count) return undefined
    const frames = Math.min(SHEET_FRAMES, this.#count - at * SHEET_FRAMES)
    return partOf(sheet, frames, frame % SHEET_FRAMES)
  }

  clear(): void {
    this.show([], () => '')
  }

  // The first one missing from the head on, round the end.
  #next(): string | undefined {
    const from = Math.floor(this.#head / SHEET_FRAMES)
    const order = [...this.#urls.slice(from), ...this.#urls.slice(0, from)]
    return order.find((url) => !this.#sheets.has(url))
  }

  async #work(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    for (let url = this.#next(); url !== undefined && !this.#problem; url = this.#next()) {
      try {
        const sheet = await this.#loader.load(url)
        // The walk may have changed meanwhile.
        if (this.#urls.includes(url)) this.#sheets.set(url, sheet)
        else this.#loader.release(sheet)
      } catch (error) {
        if (this.#urls.includes(url)) this.#problem = toErrorRecord(error).message
      }
    }
    this.#busy = false
  }
}
