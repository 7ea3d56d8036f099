import type { StudioApi } from '../../src-main/contract/api.ts'
import { imagesPerStep } from '../../src-main/contract/images-per-step.ts'
import type { MetricRow, Run } from '../../src-main/contract/models.ts'
import { appendRows } from './series.ts'

/** A part of the time axis, in images seen. */
export interface TimeSpan {
  from: number
  to: number
}

// While a wheel turns or a key repeats, only the part where it stops is asked for.
const QUIET_MS = 150

/** The part of a run's time axis that its curves are zoomed into, with rows as close as there are. */
export class CurveZoom {
  #part = $state.raw<TimeSpan | undefined>()
  #rows = $state.raw<MetricRow[] | undefined>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #stamp = 0
  readonly #api: StudioApi

  constructor(api: StudioApi) {
    this.#api = api
  }

  /** Undefined while the whole run is shown. */
  get part(): TimeSpan | undefined {
    return this.#part
  }

  /** The rows of that part; undefined until they have come. */
  get rows(): MetricRow[] | undefined {
    return this.#rows
  }

  /** Zooms into a part of a run that has seen `end` images; its own rows come a moment later. */
  show(run: Pick<Run, 'id' | 'config'>, { from, to }: TimeSpan, end: number): void {
    const part = { from: Math.max(0, from), to: Math.min(end, to) }
    if (part.from === 0 && part.to === end) return this.leave()
    // Closer than two steps there is nothing more to see.
    if (part.to - part.from < 2 * imagesPerStep(run.config)) return
    const stamp = ++this.#stamp
    clearTimeout(this.#timer)
    this.#part = part
    this.#rows = undefined
    this.#timer = setTimeout(() => void this.#load(run.id, part, stamp), QUIET_MS)
  }

  /** Back to the whole run. */
  leave(): void {
    this.#stamp++
    clearTimeout(this.#timer)
    this.#part = undefined
    this.#rows = undefined
  }

  /** Takes new rows of the run, of which some may lie in the part. */
  add(rows: readonly MetricRow[]): void {
    const part = this.#part
    if (!part || !this.#rows) return
    const inside = rows.filter(({ images }) => images >= part.from && images <= part.to)
    if (inside.length > 0) this.#rows = appendRows(this.#rows, inside)
  }

  async #load(run: string, { from, to }: TimeSpan, stamp: number): Promise<void> {
    // The overview's rows stay on screen where these cannot be had.
    const rows = await this.#api
      .getMetrics({ run, from: Math.max(0, Math.floor(from)), to: Math.ceil(to) })
      .catch(() => undefined)
    if (stamp === this.#stamp) this.#rows = rows
  }
}
