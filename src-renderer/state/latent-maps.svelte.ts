import type { StudioApi } from '../../src-main/contract/api.ts'
import type { KeptMap, LatentMap, MapColour } from '../../src-main/contract/latent.ts'
import type { Job } from '../../src-main/contract/models.ts'
import { LatestPicture, type LoadPicture } from './latest-picture.svelte.ts'
import { firstStep, type Place } from './lineage.ts'
import type { Messages } from './messages.svelte.ts'
import type { RunJob } from './sample-labels.ts'
import type { ModelPlace } from './sheet-layout.ts'
import type { StudioMirror } from './studio.svelte.ts'

/** A map with the vectors of its samples. */
export interface OpenMap extends LatentMap {
  kept: KeptMap
  latents: number[][]
}

/** Where something lies on a map, in [0,1]. */
export interface Spot {
  x: number
  y: number
}

/** What maps need of the window around them. */
export interface MapNeeds {
  api: StudioApi
  studio: StudioMirror
  messages: Messages
  runJob: RunJob
  load: LoadPicture
}

// The picture in hand may be on its way.
const REST_MS = 200

/** The maps of a model's latent space: the one in view, its colours, and what lies where on it. */
export class LatentMaps {
  method = $state<KeptMap['method']>('umap')
  count = $state(2_000)
  /** Whether some of the samples are shown by their pictures. */
  hasPictures = $state(true)
  #open = $state.raw<OpenMap | undefined>()
  #colour = $state<string | undefined>()
  /** The sample that is pointed at. */
  #pointed = $state<number | undefined>()
  #spots = $state.raw<{ map: string; here?: Spot; pictures: Spot[] } | undefined>()
  #stamp = 0
  #spotStamp = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly preview: LatestPicture
  readonly #needs: MapNeeds

  constructor(needs: MapNeeds) {
    this.#needs = needs
    this.preview = new LatestPicture(needs.load)
  }

  /** The map in view; undefined until it has come. */
  get open(): OpenMap | undefined {
    return this.#open
  }

  /** What its samples are coloured by. */
  get colour(): MapColour | undefined {
    const colours = this.#open?.colours ?? []
    return colours.find(({ name }) => name === this.#colour) ?? usual(colours)
  }

  get pointed(): number | undefined {
    return this.#pointed
  }

  /** Where the picture in hand and the projected ones lie on the map in view, as far as it is known. */
  get spots(): { here?: Spot; pictures: Spot[] } | undefined {
    return this.#spots?.map === this.#open?.map ? this.#spots : undefined
  }

  /** The job that makes a map of a run, if one does. */
  jobOf(run: string | undefined): Job | undefined {
    return this.#needs.studio.jobs.find(
      (job) => job.kind === 'map' && job.state === 'working' && job.run === run
    )
  }

  colourBy(name: string): void {
    this.#colour = name
  }

  /** Brings a map into view, or none; the newest request wins. */
  async show(kept: KeptMap | undefined): Promise<void> {
    if (kept?.id === this.#open?.map) return
    const stamp = ++this.#stamp
    this.point(undefined)
    if (!kept) {
      this.#open = undefined
      return
    }
    const { api, messages } = this.#needs
    const { id, run, checkpoint, seed, count } = kept
    await messages.attempt(async () => {
      const [map, latents] = await Promise.all([
        api.getMap({ map: id }),
        api.drawLatents({ run, checkpoint, seed, count })
      ])
      if (stamp === this.#stamp) this.#open = { ...map, kept, latents }
    })
  }

  /** Makes a map by the form. */
  async make(model: ModelPlace, seed = 1): Promise<void> {
    const { api, runJob } = this.#needs
    const { method, count } = this
    const job = await runJob(() => api.makeMap({ ...model, method, count, seed }))
    const [made] = job?.made ?? []
    if (made === undefined) return
    const items = await api.listLatentItems({ run: model.run })
    const kept = items.find(({ id }) => id === made)
    if (kept?.kind === 'map') await this.show(kept)
  }

  /** Points at a sample, or at none; its picture follows. */
  point(sample: number | undefined, url?: (z: number[]) => string | undefined): void {
    this.#pointed = sample
    const z = sample === undefined ? undefined : this.#open?.latents[sample]
    const picture = z && url?.(z)
    if (picture) this.preview.show(picture)
    if (sample === undefined) this.preview.clear()
  }

  /** A sample of the map as a place to go to. */
  placeOf(sample: number): Place | undefined {
    const { latents, kept } = this.#open ?? {}
    const z = latents?.[sample]
    if (!z || !kept) return undefined
    return { z, lineage: firstStep('map', `${kept.name}, sample ${sample + 1}`.slice(0, 200), z) }
  }

  /** What is known of a sample, by colour. */
  facts(sample: number): { term: string; value: string }[] {
    return (this.#open?.colours ?? []).map(({ name, values, numbers }) => {
      const number = numbers[sample] ?? 0
      const value = values ? (values[number] ?? '') : `${Math.round(number * 100)} of 100`
      return { term: name, value }
    })
  }

  /** Asks where the picture in hand and others lie on the map in view, once they rest. */
  locate(here: number[], pictures: readonly number[][]): void {
    const stamp = ++this.#spotStamp
    const map = this.#open?.map
    clearTimeout(this.#timer)
    if (map === undefined || here.length === 0) return
    this.#timer = setTimeout(() => {
      const { api, messages } = this.#needs
      void messages.attempt(async () => {
        const [first, ...others] = await api.placeOnMap({ map, latents: [here, ...pictures] })
        if (stamp !== this.#spotStamp) return
        this.#spots = { map, ...(first && { here: first }), pictures: others }
      })
    }, REST_MS)
  }
}

// An attribute tells more at first sight than a scale.
function usual(colours: readonly MapColour[]): MapColour | undefined {
  return colours.find(({ values }) => values) ?? colours[0]
}
