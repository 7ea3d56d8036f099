import type { StudioApi } from '../../src-main/contract/api.ts'
import { neighbourhood } from '../../src-main/contract/neighbourhood.ts'
import { grownFrom, type Place } from './lineage.ts'
import type { Messages } from './messages.svelte.ts'
import { sheetUrl, type ModelPlace } from './sheet-layout.ts'
import type { LoadPicture } from './latest-picture.svelte.ts'

/** Pictures on a wall of four by four. */
export const NEIGHBOUR_COUNT = 16
/** In a sheet's row; see `sheetUrl`. */
export const WALL_COLUMNS = 8

// A slider on its way asks for no wall at every step: a step that comes sooner after the one before is
// part of a movement.
const CALM_MS = 120

/** A wall of pictures around the one in hand: always whole, always of one moment. */
export class Neighbours {
  #spread = $state(0.5)
  #round = $state(1)
  #shown = $state.raw<{ url: string; places: Place[] } | undefined>()
  #stamp = 0
  #draws: { key: string; latents: Promise<number[][]> } | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #movedAt = -Infinity
  readonly #api: StudioApi
  readonly #messages: Messages
  readonly #load: LoadPicture

  constructor(api: StudioApi, messages: Messages, load: LoadPicture) {
    this.#api = api
    this.#messages = messages
    this.#load = load
  }

  /** How far they are: 0 is the picture itself, 1 a fresh draw. */
  get spread(): number {
    return this.#spread
  }

  set spread(spread: number) {
    this.#spread = Math.min(1, Math.max(0.02, spread))
  }

  /** The sheet on screen and the places of its pictures; the old one stays until the next is decoded. */
  get shown(): { url: string; places: Place[] } | undefined {
    return this.#shown
  }

  /** Which draw it is; another one gives other neighbours. */
  get round(): number {
    return this.#round
  }

  /** Other neighbours at the same distance. */
  another(): void {
    this.#round++
  }

  /** Asks for the wall around a place, at once or where a movement comes to rest; the newest wins. */
  follow(model: ModelPlace, place: Place, locked: readonly number[]): void {
    const stamp = ++this.#stamp
    const [spread, seed] = [this.#spread, this.#round]
    clearTimeout(this.#timer)
    const ask = (): void => {
      void this.#messages.attempt(async () => {
        const draws = await this.#draw(model, seed)
        if (stamp !== this.#stamp) return
        const latents = neighbourhood(place.z, draws, spread, locked)
        const url = sheetUrl(model, latents)
        await this.#load(url)
        if (stamp !== this.#stamp) return
        const words = `A neighbour at ${Math.round(spread * 100)} %`
        const places = latents.map((z) => ({
          z,
          lineage: grownFrom([place.lineage], 'neighbour', words, z)
        }))
        this.#shown = { url, places }
      })
    }
    const now = performance.now()
    const isMoving = now - this.#movedAt < CALM_MS
    this.#movedAt = now
    if (isMoving) this.#timer = setTimeout(ask, CALM_MS)
    else ask()
  }

  // A draw is the same wherever the picture is, so that most steps ask the studio for the wall alone.
  async #draw({ run, checkpoint }: ModelPlace, seed: number): Promise<number[][]> {
    const key = `${run}/${seed}`
    if (this.#draws?.key !== key) {
      const latents = this.#api.drawLatents({ run, checkpoint, seed, count: NEIGHBOUR_COUNT })
      this.#draws = { key, latents }
      // A refusal must not be remembered.
      latents.catch(() => (this.#draws = undefined))
    }
    return await this.#draws.latents
  }

  /** Nothing to show any more, as another model is taken up. */
  clear(): void {
    this.#stamp++
    this.#shown = undefined
  }
}
