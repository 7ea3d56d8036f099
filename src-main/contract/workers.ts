import type { StudiedModel } from './analyst.ts'
import type { Augmentation } from './augmentations.ts'
import type { Evaluation } from './evaluation.ts'
import type { SettingsChoice } from './engine-settings.ts'
import type { SampleSetKind } from './dataset-limits.ts'
import type { ImportSettings } from './import-settings.ts'
import type { ExportWhat, WrittenLineage } from './exports.ts'
import type { DirectionTrace, Term, WalkPlan } from './latent.ts'
import type { RunConfig } from './run-config.ts'
import type {
  CheckpointReason,
  DatasetChange,
  DatasetFacts,
  DatasetForm,
  DatasetQuery,
  DatasetStatistics,
  EngineRecord,
  EngineStatus,
  Estimate,
  ImportPreview,
  ImportReport,
  Labels,
  MetricRow,
  PictureDetail
} from './models.ts'

/** The supervised processes; each entry is `out/main/<kind>.cjs`. */
export type WorkerKind = 'trainer' | 'explorer' | 'analyst' | 'player' | 'importer'

/** One run as the trainer needs it; folders are absolute. */
export interface TrainTask {
  run: string
  config: RunConfig
  /** The data set's cache: shards and index. */
  cacheFolder: string
  /** Pictures of it that are left out, ascending; none where absent. */
  excluded?: number[]
  /** `runs/<id>`: `checkpoints/<images>.safetensors` and `snapshots/<images>.png` go here. */
  runFolder: string
  /** A checkpoint file to go on from. */
  resumeFrom?: string
  /** Older ones of the run, newest first, for where that is damaged. */
  otherwise?: string[]
  /** What its grids tell of it, beside what the trainer knows. */
  origin?: Pick<WrittenLineage, 'runName' | 'configDigest'>
  /** With what it was trained so far. */
  trainedWith?: EngineRecord
  /** Who chose the settings that the trainer finds in its environment; kept with them. */
  choice?: SettingsChoice
}

/** What a run is made of, without where it is kept. */
export type TaskData = Pick<TrainTask, 'config' | 'cacheFolder' | 'excluded'>

/** A few steps of a run that may be, in the environment of one trainer. */
export interface Trial {
  /** The median after the first steps, which warm up. */
  secondsPerStep: number
  steps: number
  /** Bytes of its process: before the first step, at most, and those it could have had at its start. */
  memory: { idle: number; most: number; free: number }
}

/** Calls the trainer answers. */
export interface TrainerApi {
  engine(options: { measure: boolean }): Promise<EngineStatus>
  estimate(task: TaskData): Promise<Omit<Estimate, 'engine'>>
  /** Ends early where a step takes longer than `dropAbove` seconds. */
  trial(task: TaskData, dropAbove?: number): Promise<Trial>
  /** Resolves when training ends: by itself, or after `stop` once a checkpoint is written. */
  train(task: TrainTask): Promise<{ outcome: 'done' | 'stopped'; images: number }>
  pause(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
  /** Writes a checkpoint between two steps; resolves when it is whole. */
  save(): Promise<void>
}

/** Calls the trainer makes while it trains. */
export interface TrainerEvents {
  /** `remarks`: what a person should know of how it goes on, a sentence each. */
  onStarted(event: { run: string; engine: EngineRecord; images: number; remarks?: string[] }): void
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
    reason: CheckpointReason
  }): void
  /**
   * It has paused by itself, such as on a full disk, with all that it can go on from in its memory;
   * `resume` tries again what failed.
   */
  onHalt(event: { run: string; images: number; problem: string }): void
}

/** A checkpoint as the explorer needs it. */
export interface ModelReference {
  config: RunConfig
  /** Absolute path of the `.safetensors` file. */
  file: string
}

/** A file to be written by the explorer. */
export interface ExportTask {
  job: string
  model: ModelReference
  what: ExportWhat
  /** What the file tells of the model it was made with. */
  origin: Pick<
    WrittenLineage,
    'run' | 'runName' | 'checkpoint' | 'checkpointSha256' | 'configDigest'
  >
  /** The data set the run was trained on, and which pictures of it were left out. */
  data: { cacheFolder: string; excluded: number[] }
  /** Absolute path of the file; of what becomes several that of a folder to be made, or of a zip. */
  out: string
}

/** A checkpoint to be measured. */
export interface EvaluateTask {
  job: string
  model: StudiedModel
  samples: number
  /** `runs/<id>/evaluations/<images>`: the pictures that are evidence go here, each whole. */
  evidenceFolder: string
  /** Part of the time that it may work, 0-1, so that what trains is not slowed; all where absent. */
  share?: number
}

/** Calls the explorer answers: at once, or in small pieces, so that a slider never waits. */
export interface ExplorerApi {
  /** The picture at z as PNG; newest wins is the caller's business. */
  render(model: ModelReference, z: number[]): Promise<Uint8Array>
  /** Several side by side in rows without gaps, as one PNG. */
  drawSheet(model: ModelReference, latents: number[][], columns: number): Promise<Uint8Array>
  /** How far the picture at z is from another of the same size, given as PNG: see `pixelPaths.difference`. */
  difference(model: ModelReference, z: number[], target: Uint8Array): Promise<Uint8Array>
  /** Places of the model's own distribution; of classes by chance, or of one by its number. */
  draw(model: ModelReference, seed: number, count: number, chosen?: number): Promise<number[][]>
  planWalk(model: ModelReference, plan: WalkPlan): Promise<number[][]>
  calculate(
    model: ModelReference,
    terms: Term[],
    seed: number
  ): Promise<{ means: number[][]; result: number[]; neighbours: number[][] }>
  /** Where a bend leads from z, in steps of a quarter of the prior's deviation. */
  traceBend(
    model: ModelReference,
    bend: { file: string; name: string },
    way: { z: number[]; present: number; least: number; most: number; locked: number[] }
  ): Promise<DirectionTrace>
  /** Tells progress; rejects with code `job/cancelled` after `cancel`, and then leaves nothing behind. */
  export(task: ExportTask): Promise<void>
  /** In pieces below 30 ms; what is learned of the data set is kept beside its cache. */
  evaluate(
    task: EvaluateTask
  ): Promise<Pick<Evaluation, 'measures' | 'classes' | 'evidence' | 'seconds'>>
  cancel(job: string): Promise<void>
  /** Throws `picture/*` where the file is no PNG or tells nothing of its making. */
  readPicture(file: Uint8Array, name: string): Promise<WrittenLineage>
  label(
    model: ModelReference,
    options: { latents: number[][]; cacheFolder: string; excluded?: number[] }
  ): Promise<Labels[]>
  /**
   * What training would see of pictures: a strip of the original and five variants for each, PNG.
   * `policy` names the augmentations in use.
   */
  augment(options: {
    cacheFolder: string
    picture: number
    policy: Augmentation[]
    seed: number
  }): Promise<Uint8Array>
}

/** Calls the explorer makes while it works. */
export interface ExplorerEvents {
  onProgress(event: { job: string; done: number; total: number }): void
}

/** Some files of a source, decoded as an import would. */
export interface PreviewTask {
  /** Absolute path of a folder or archive. */
  source: string
  settings: ImportSettings
  count: number
}

/** A preview with its pictures as PNG; nothing but `before` where it is rejected. */
export interface PreviewOutcome extends Omit<ImportPreview, 'id'> {
  pictures: { before?: Uint8Array; after?: Uint8Array }[]
}

export interface ImportTask {
  job: string
  /** Absolute path of a folder or archive to read. */
  source: string
  settings: ImportSettings
  /** Folder to make: shards and index, written beside and renamed. */
  cacheFolder: string
  /** The cache of an earlier import of the same source with the same settings. */
  earlier?: string
}

export interface SampleSetTask {
  job: string
  kind: SampleSetKind
  size: number
  count: number
  seed: number
  cacheFolder: string
}

/** What a data set is, whatever was left out since it was made. */
export interface DatasetState {
  /** Pictures in use. */
  count: number
  /** As `Dataset.hash`. */
  hash: string
  /** Numbers of those left out, ascending. */
  excluded: number[]
}

/** What importing or drawing a sample set gives. */
export interface ImportOutcome extends DatasetState {
  form: DatasetForm
  channels: 1 | 3
  /** All pictures, those left out too. */
  pictures: number
  report: Omit<ImportReport, 'dataset'>
}

/** Calls the importer answers. */
export interface ImporterApi {
  preview(task: PreviewTask): Promise<PreviewOutcome>
  /** Rejects with code `import/cancelled` after `cancel`. */
  importSource(task: ImportTask): Promise<ImportOutcome>
  drawSampleSet(task: SampleSetTask): Promise<ImportOutcome>
  cancel(job: string): Promise<void>
  /** One item of a cache as PNG. */
  picture(cacheFolder: string, index: number): Promise<Uint8Array>
  /** Some of them, side by side in rows of `SHEET_COLUMNS`, as one PNG. */
  sheet(cacheFolder: string, indices: number[]): Promise<Uint8Array>
  /** The mean of the pictures in use, as PNG. */
  meanPicture(cacheFolder: string): Promise<Uint8Array>
  state(cacheFolder: string): Promise<DatasetState>
  change(
    cacheFolder: string,
    changes: DatasetChange[]
  ): Promise<{ state: DatasetState; undo: DatasetChange[] }>
  find(cacheFolder: string, query: DatasetQuery): Promise<number[]>
  detail(cacheFolder: string, picture: number): Promise<Omit<PictureDetail, 'path'>>
  labels(cacheFolder: string, pictures: number[]): Promise<Labels[]>
  facts(cacheFolder: string): Promise<Omit<DatasetFacts, 'dataset'>>
  statistics(cacheFolder: string): Promise<Omit<DatasetStatistics, 'dataset'>>
}

/** Calls the importer makes while it works. */
export interface ImporterEvents {
  onProgress(event: { job: string; done: number; total: number }): void
}
