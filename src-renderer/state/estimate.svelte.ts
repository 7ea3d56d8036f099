import type { StudioApi } from '../../src-main/contract/api.ts'
import { toErrorRecord } from '../../src-main/contract/errors.ts'
import type { Estimate } from '../../src-main/contract/models.ts'
import type { RunConfig, RunConfigKey } from '../../src-main/contract/run-config.ts'

/** What a measurement is of. */
export interface EstimateRequest {
  dataset: string
  preset: string
  changes: Record<string, string | number | boolean>
  /** The same as a whole config. */
  config: RunConfig
}

interface Measured {
  /** Pictures the measured forecast was for. */
  images: number
  estimate: Estimate
}

// The speed of a step does not depend on these, so that changing them needs no new measurement.
const FREE_OF_SPEED: RunConfigKey[] = [
  'images',
  'seed',
  'checkpointEvery',
  'checkpointSeconds',
  'evaluate',
  'stopMinutes',
  'stopWithoutBetter',
  'stopWhenSick'
]

// A person typing a number should not start a measurement at each digit.
const QUIET_MS = 700

/** How long the run in the form would take, measured by real steps and kept while it stays true. */
export class RunEstimate {
  #estimate = $state.raw<Estimate | undefined>()
  #measuring = $state(false)
  #problem = $state<string | undefined>()
  readonly #kept: Record<string, Measured> = {}
  #timer: ReturnType<typeof setTimeout> | undefined
  #stamp = 0
  readonly #api: StudioApi

  constructor(api: StudioApi) {
    this.#api = api
  }

  /** The forecast for the newest request, once there is one. */
  get estimate(): Estimate | undefined {
    return this.#estimate
  }

  /** True from the request to its answer. */
  get isMeasuring(): boolean {
    return this.#measuring
  }

  /** Why there is no forecast, one sentence. */
  get problem(): string | undefined {
    return this.#problem
  }

  /** Forecasts a config; the newest request wins. `undefined` says that there is none. */
  request(request: EstimateRequest | undefined): void {
    clearTimeout(this.#timer)
    const stamp = ++this.#stamp
    this.#problem = undefined
    this.#measuring = false
    const kept = request && this.#kept[keyOf(request)]
    this.#estimate = kept && scale(kept, request.config.images)
    if (!request || kept) return
    this.#measuring = true
    this.#timer = setTimeout(() => void this.#measure(request, stamp), QUIET_MS)
  }

  async #measure(request: EstimateRequest, stamp: number): Promise<void> {
    const { dataset, preset, changes, config } = request
    try {
      const estimate = await this.#api.estimateRun({ dataset, preset, changes })
      const measured = { images: config.images, estimate }
      this.#kept[keyOf(request)] = measured
      if (stamp === this.#stamp) this.#estimate = estimate
    } catch (error) {
      if (stamp === this.#stamp) this.#problem = toErrorRecord(error).message
    }
    if (stamp === this.#stamp) this.#measuring = false
  }
}

// Everything that the speed depends on.
function keyOf({ dataset, config }: EstimateRequest): string {
  const speed = Object.entries(config).filter(
    ([key]) => !FREE_OF_SPEED.includes(key as RunConfigKey)
  )
  return JSON.stringify([dataset, speed])
}

// Everything after the start is as long as the run.
function scale({ images, estimate }: Measured, wanted: number): Estimate {
  const training = estimate.totalSeconds - estimate.startSeconds
  return { ...estimate, totalSeconds: estimate.startSeconds + (training / images) * wanted }
}
