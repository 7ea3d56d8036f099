import type { DirectionFacts, DirectionSource, KeptMap, LatentMap, Term } from './latent.ts'
import type { RunConfig } from './run-config.ts'

/** A checkpoint with all that may be learned about it. */
export interface StudiedModel {
  config: RunConfig
  /** Absolute path of the `.safetensors` file. */
  file: string
  /** SHA-256 of its arrays, hex: names what is learned from it. */
  sha256: string
  /** `runs/<id>/learned`: encoders, classifiers and maps are kept here, each whole or not at all. */
  folder: string
  /** The data set the run was trained on, and which pictures of it were left out. */
  cacheFolder: string
  excluded: number[]
}

/** A direction before it has a name of its own. */
export interface FoundDirection {
  name: string
  /** Of length 1. */
  vector: number[]
  least: number
  most: number
  facts: DirectionFacts
  /** By what it bends, see `Direction.bend`; packed. */
  bend?: Uint8Array
}

export interface DirectionsTask {
  job: string
  model: StudiedModel
  source: DirectionSource
  /** Vectors of the directions that the source names. */
  vectors: Record<string, { name: string; vector: number[]; bendFile?: string }>
}

/** Terms whose sum is looked for by what they show. */
export interface SteadyTask {
  job: string
  model: StudiedModel
  terms: Term[]
}

/** A picture to be found in a model. */
export interface ProjectTask {
  job: string
  model: StudiedModel
  /** The bytes of a picture file of any kind and size. */
  file: Uint8Array
  /** Its name, for errors. */
  name: string
}

export interface FoundProjection {
  z: number[]
  guess: number[]
  error: number
  guessError: number
  featureError: number
  seconds: number
  /** The picture as the model was asked for it: fitted to its size and channels, PNG. */
  target: Uint8Array
}

/** All labels of a data set to be learned, as a run sees it; `folder` may hold what was learned before. */
export interface LabelTask extends Pick<StudiedModel, 'cacheFolder' | 'excluded' | 'folder'> {
  job: string
}

export interface MapTask {
  job: string
  model: StudiedModel
  method: KeptMap['method']
  count: number
  seed: number
  /** JSON file to write. */
  out: string
}

/**
 * Calls the analyst answers. They last seconds to minutes, which is why they are no business of the
 * explorer, who answers sliders. Those with a job tell progress and reject with code `job/cancelled` after
 * `cancel`.
 */
export interface AnalystApi {
  findDirections(task: DirectionsTask): Promise<FoundDirection[]>
  /** Throws `labels/*` where the data set has no labels to go by. */
  steadySum(task: SteadyTask): Promise<number[]>
  project(task: ProjectTask): Promise<FoundProjection>
  makeMap(task: MapTask): Promise<void>
  readMap(file: string): Promise<Omit<LatentMap, 'map'>>
  placeOnMap(
    model: StudiedModel,
    file: string,
    latents: number[][]
  ): Promise<{ x: number; y: number }[]>
  /** For evaluations; kept with the data set. Throws `classifier/*` where there is nothing to be learned. */
  learnLabels(task: LabelTask): Promise<void>
  cancel(job: string): Promise<void>
}

/** Calls the analyst makes while it works. */
export interface AnalystEvents {
  onProgress(event: { job: string; done: number; total: number }): void
  /** The best place so far, several times a second. */
  onProjection(event: {
    job: string
    /** Steps done and in all. */
    step: number
    steps: number
    z: number[]
    error: number
    /** The fitted target as PNG, in the first event only. */
    target?: Uint8Array
  }): void
}
