import type { SettingsChoice } from './engine-settings.ts'
import type { RunConfig } from './run-config.ts'
import type { EngineRecord, EngineStatus, Estimate, ImportReport, MetricRow } from './models.ts'

/** The supervised processes; each entry is `out/main/<kind>.cjs`. */
export type WorkerKind = 'trainer' | 'explorer' | 'importer'

/** One run as the trainer needs it; folders are absolute. */
export interface TrainTask {
  run: string
  config: RunConfig
  /** The data set's cache: shards and index. */
  cacheFolder: string
  /** `runs/<id>`: `checkpoints/<images>.safetensors` and `snapshots/<images>.png` go here. */
  runFolder: string
  /** A checkpoint file to go on from. */
  resumeFrom?: string
  /** Who chose the settings that the trainer finds in its environment; kept with them. */
  choice?: SettingsChoice
}

/** A few steps of a run that may be, in the environment of one trainer. */
export interface Trial {
  /** The median after the first steps, which warm up. */
  secondsPerStep: number
  steps: number
}

/** Calls the trainer answers. */
export interface TrainerApi {
  engine(options: { measure: boolean }): Promise<EngineStatus>
  estimate(task: Pick<TrainTask, 'config' | 'cacheFolder'>): Promise<Omit<Estimate, 'engine'>>
  /** Ends early where a step takes longer than `dropAbove` seconds. */
  trial(task: Pick<TrainTask, 'config' | 'cacheFolder'>, dropAbove?: number): Promise<Trial>
  /** Resolves when training ends: by itself, or after `stop` once a checkpoint is written. */
  train(task: TrainTask): Promise<{ outcome: 'done' | 'stopped'; images: number }>
  pause(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
}

/** Calls the trainer makes while it trains. */
export interface TrainerEvents {
  onStarted(event: { run: string; engine: EngineRecord; images: number }): void
  /** At most a few times a second. */
  onTick(event: {
    run: string
    images: number
    imagesPerSecond: number
    /** Absent until the speed is known. */
    etaSeconds?: number
    /** Part of the time since it was started or resumed that steps have waited for pictures, 0-1. */
    waitingShare: number
    rows: MetricRow[]
  }): void
  onSnapshot(event: { run: string; images: number; file: string }): void
  onCheckpoint(event: {
    run: string
    images: number
    file: string
    sha256: string
    bytes: number
  }): void
}

/** A checkpoint as the explorer needs it. */
export interface ModelReference {
  config: RunConfig
  /** Absolute path of the `.safetensors` file. */
  file: string
}

/** Calls the explorer answers. */
export interface ExplorerApi {
  /** The picture at z as PNG; newest wins is the caller's business. */
  render(model: ModelReference, z: number[]): Promise<Uint8Array>
  draw(model: ModelReference, seed: number, count: number): Promise<number[][]>
  exportGrid(
    model: ModelReference,
    options: { latents: number[][]; columns?: number; scale: number; out: string }
  ): Promise<void>
  exportWalk(
    model: ModelReference,
    options: {
      latents: number[][]
      framesPerLeg: number
      interpolation: 'lerp' | 'slerp'
      scale: number
      out: string
    }
  ): Promise<void>
  exportArithmetic(
    model: ModelReference,
    options: {
      terms: { sign: 1 | -1; latents: number[][] }[]
      seed: number
      scale: number
      out: string
    }
  ): Promise<void>
  label(
    model: ModelReference,
    options: { latents: number[][]; cacheFolder: string }
  ): Promise<Record<string, string>[]>
}

export interface ImportTask {
  job: string
  /** Absolute folder to read. */
  folder: string
  size: number
  /** Folder to make: shards and index, written beside and renamed. */
  cacheFolder: string
}

export interface SampleSetTask {
  job: string
  kind: 'avatars'
  size: number
  count: number
  seed: number
  cacheFolder: string
}

/** What importing or drawing a sample set gives. */
export interface ImportOutcome {
  count: number
  /** SHA-256 of the pixels in order. */
  hash: string
  report: Omit<ImportReport, 'dataset'>
}

/** Calls the importer answers. */
export interface ImporterApi {
  /** Rejects with code `import/cancelled` after `cancel`. */
  importFolder(task: ImportTask): Promise<ImportOutcome>
  drawSampleSet(task: SampleSetTask): Promise<ImportOutcome>
  cancel(job: string): Promise<void>
  /** One picture of a cache as PNG. */
  picture(cacheFolder: string, index: number): Promise<Uint8Array>
}

/** Calls the importer makes while it works. */
export interface ImporterEvents {
  onProgress(event: { job: string; done: number; total: number }): void
}
