import { unpackBytes } from '../../src-main/contract/base64.ts'
import type { StepNumbers } from '../../src-main/contract/models.ts'
import { unpackNumbers, type ToyFrame, type ToyRoom } from '../../src-main/contract/play-live.ts'
import type { PlayReached } from '../../src-main/contract/play.ts'
import type { RunConfig, ToySettings } from '../../src-main/contract/run-config.ts'

/** What is open, as arrays. */
export interface ToyFacts {
  dims: 1 | 2
  reach: number
  data: Float32Array
  density: Float32Array | undefined
  threads: Float32Array | undefined
  configs: (RunConfig & ToySettings)[]
}

/** One toy at one moment, as arrays; see `ToyFrame`. */
export interface ToyPicture {
  iteration: number
  samples: Float32Array
  field: Uint8Array
  pull: Float32Array
  fabric: Float32Array
  density: Float32Array | undefined
  numbers: StepNumbers
  reached: PlayReached | undefined
  divergence: number
}

/** All toys of a room at one moment. */
export type ToyMoment = readonly ToyPicture[]

export function readFacts({ dims, reach, data, density, threads, configs }: ToyRoom): ToyFacts {
  return {
    ...{ dims, reach, configs, data: unpackNumbers(data) },
    density: density === undefined ? undefined : unpackNumbers(density),
    threads: threads === undefined ? undefined : unpackNumbers(threads)
  }
}

export function readFrame({
  samples,
  field,
  pull,
  fabric,
  density,
  ...rest
}: ToyFrame): ToyPicture {
  return {
    ...{ iteration: rest.iteration, numbers: rest.numbers, divergence: rest.divergence },
    reached: rest.reached,
    samples: unpackNumbers(samples),
    field: unpackBytes(field),
    pull: unpackNumbers(pull),
    fabric: unpackNumbers(fabric),
    density: density === undefined ? undefined : unpackNumbers(density)
  }
}

/** Moments that are kept at most; then every other one of the past goes, so that all of it can be scrubbed. */
export const MOST_MOMENTS = 2_000

/** The past with one more moment. The first and the last always stay. */
export function withMoment(past: readonly ToyMoment[], moment: ToyMoment): ToyMoment[] {
  const kept = past.length < MOST_MOMENTS ? past : past.filter((_, at) => at % 2 === 0)
  return [...kept, moment]
}
