import type { Illness } from './doctor.ts'
import type { EngineSettings, SettingsChoice } from './engine-settings.ts'
import type { ImportSettings, LabelSource } from './import-settings.ts'
import type { RunConfig } from './run-config.ts'

/** An open project folder. */
export interface Project {
  path: string
  name: string
}

export interface RecentProject extends Project {
  /** Milliseconds since 1970. */
  openedAt: number
  /** True where no project is in its folder any more. */
  missing: boolean
}

/** What one item of a data set is: a picture, a picture and its translation, or a cube of voxels. */
export type DatasetForm = 'pictures' | 'pairs' | 'voxels'

export interface Dataset {
  id: string
  name: string
  form: DatasetForm
  /** Width and height in pixels; of voxels also the depth. */
  size: number
  /** Bytes a pixel: 3 of colour or 1 of luma. */
  channels: 1 | 3
  /** Pictures that training sees. */
  count: number
  /** All of them, with those that are left out; they are numbered from 0 in this order. */
  pictures: number
  /** Folder, archive or sample set it came from, as the person named it. */
  source: string
  /** How it was imported; absent for drawn sets and those of release 0.1. */
  settings?: ImportSettings
  /**
   * SHA-256 of all pixels in order, hex; where pictures are left out, the SHA-256 of that and of
   * their numbers.
   */
  hash: string
  rejected: number
  duplicates: number
  createdAt: number
}

export interface Rejection {
  /** Path inside the imported source. */
  file: string
  /** One sentence. */
  reason: string
}

/** A picture with the same pixels as an earlier one; it is left out at first. */
export interface Duplicate {
  file: string
  /** The earlier file. */
  of: string
  /** Their numbers; absent in reports of release 0.1, which kept one of them only. */
  picture?: number
  ofPicture?: number
}

/** A picture that looks like another one: encoded anew, resized, cropped or mirrored. */
export interface NearDuplicate {
  picture: number
  file: string
  /** The one with the larger file picture, among equals the earlier one. */
  of: number
  ofFile: string
  /** 0 where they look the same, 1 where they only just count. */
  distance: number
  mirrored: boolean
}

/** A picture unlike the others. */
export interface Outlier {
  picture: number
  file: string
  /** How many times further from its neighbours than usual. */
  score: number
}

/** What an import did; kept with the data set. */
export interface ImportReport {
  dataset: string
  /** Pictures that were in at its end. */
  imported: number
  rejected: Rejection[]
  /** Exact copies. */
  duplicates: Duplicate[]
  near?: NearDuplicate[]
  /** Set where there were too many alike to list them all. */
  nearIncomplete?: boolean
  /** Strangest first. */
  outliers?: Outlier[]
  /** Files that were taken with a reservation, such as the first frame of an animation. */
  notes?: Rejection[]
  /** Pictures smaller than the chosen size, enlarged. */
  upscaled: number
  /** Every picture is grey, so that one channel would hold all there is. */
  grey?: boolean
  /** How many pictures have labels from where. */
  labelled?: Partial<Record<LabelSource, number>>
  /** Pictures taken over from an earlier import, since their files had not changed. */
  reused?: number
  imagesPerSecond: number
  seconds: number
}

/** The labels of a picture: a value for each attribute it has; a bare tag has the value `yes`. */
export type Labels = Record<string, string>

/** Why a picture is left out. */
export type ExclusionReason = 'duplicate' | 'near' | 'person'

/**
 * A change to a data set's labels or to what is left out. Pictures are named by number; the values of
 * one label change may differ, which is what an undo needs.
 */
export type DatasetChange =
  | { kind: 'label'; attribute: string; pictures: number[]; value: string | null }
  | { kind: 'exclude'; pictures: number[]; reason: ExclusionReason }
  | { kind: 'restore'; pictures: number[] }

/** Which pictures of a data set to show, and in which order. */
export interface DatasetQuery {
  /** By default those that training sees. */
  show?: 'used' | 'excluded' | 'all'
  /** All must hold; a null value asks for pictures without the attribute. */
  labels?: { attribute: string; value: string | null }[]
  /** Words that stand in the file's path, the caption or a value. */
  text?: string
  /** Shorter side of the file's picture, in its own pixels. */
  side?: { least?: number; most?: number }
  /** Only pictures that were enlarged, taken with a note, or left out for a reason. */
  only?: 'upscaled' | 'noted' | ExclusionReason
  order?: 'imported' | 'file' | 'side' | 'strangest'
}

/** A value of an attribute and how many of the pictures in use have it. */
export interface ValueCount {
  value: string
  count: number
}

/** What a data set holds, in numbers; over the pictures in use. */
export interface DatasetFacts {
  dataset: string
  /** Most frequent values first; `more` counts values beyond the first 100. */
  attributes: { attribute: string; labelled: number; values: ValueCount[]; more: number }[]
  /** Files by the shorter side of their picture, in powers of two: `from` up to twice that. */
  sides: { from: number; count: number }[]
  excluded: Partial<Record<ExclusionReason, number>>
  upscaled: number
  noted: number
}

/** What takes a look at every pixel; over the pictures in use. */
export interface DatasetStatistics {
  dataset: string
  /** Of each channel, 0-1. */
  mean: number[]
  deviation: number[]
  /** Of each channel, shares of 64 levels. */
  histogram: number[][]
}

/** Everything known of one picture. */
export interface PictureDetail {
  picture: number
  file: string
  /** Absolute path where its file was; absent for archives and drawn sets. */
  path?: string
  /** Of the file: length, upright width and height in pixels; absent for drawn sets. */
  bytes?: number
  width?: number
  height?: number
  sha256?: string
  upscaled: boolean
  note?: string
  labels: Labels
  excluded?: ExclusionReason
  /** Pictures that look like it. */
  near: number[]
  /** Of each channel: mean 0-1, and shares of 64 levels. */
  mean: number[]
  histogram: number[][]
}

/** A few pictures of a source as an import would make them. */
export interface ImportPreview {
  /** Names it in the pictures' URLs; forgotten after a few others. */
  id: string
  /** Files found in the whole source, pictures or not. */
  files: number
  /** True where `files` is only what was counted in the time given. */
  filesAtLeast: boolean
  samples: PreviewSample[]
  /** Attributes that the source has labels for, with some values. */
  attributes: { attribute: string; values: string[] }[]
  /** Every sample is grey. */
  grey: boolean
}

export interface PreviewSample {
  file: string
  /** Why it would be rejected, one sentence; then nothing else is there. */
  problem?: string
  /** Of the upright picture, in pixels. */
  width: number
  height: number
  /** The part that is taken, in fractions of width and height; all of it where it is padded. */
  window: { left: number; top: number; width: number; height: number }
  upscaled: boolean
  grey: boolean
  note?: string
}

export type RunState =
  'queued' | 'starting' | 'running' | 'paused' | 'stopped' | 'interrupted' | 'failed' | 'finished'

export interface Run {
  id: string
  name: string
  dataset: string
  preset: string
  config: RunConfig
  /** First 12 hex digits of the SHA-256 of the config in key order. */
  configDigest: string
  state: RunState
  /** Pictures the discriminator has seen. */
  images: number
  imagesPerSecond: number
  /** Seconds to the end at the present speed; absent while unknown. */
  etaSeconds?: number
  /** Part of its time that steps have waited for pictures since it was started or resumed, 0-1. */
  waitingShare?: number
  /** Why it failed, was interrupted or paused by itself, one sentence. */
  problem?: string
  /** Which rule ended it, one sentence. */
  ended?: string
  /** The run and checkpoint that it was forked from, and the doctor's remedy that it tries. */
  parent?: { run: string; images: number; remedy?: string }
  /** Images seen by its best checkpoint so far, by `CHOOSING_MEASURE`. */
  best?: number
  /** What the doctor says of it, in short; absent until it has looked. */
  health?: { state: 'unknown' | 'healthy' | 'sick'; illness?: Illness }
  /** A person's own; absent where there are none. */
  tags?: string[]
  notes?: string
  starred?: true
  /** The experiment it belongs to. */
  experiment?: string
  /** Where it was trained: device, TensorFlow version, threads. */
  engine?: EngineRecord
  createdAt: number
  finishedAt?: number
}

/**
 * The part of the engine's state that is kept with every run. Runs of release 0.1 have none of its
 * settings but the threads, and go on with the machine's own.
 */
export interface EngineRecord extends Partial<EngineSettings> {
  device: 'cpu' | 'gpu'
  tensorflow: string
  threads: number
  choice?: SettingsChoice
  /** Whether the studio's own convolutions computed, whose sums differ; absent in runs of release 0.1. */
  kernels?: boolean
  /** Where the engine came from; absent in runs of release 0.1. */
  provider?: string
  /** With the slow engine: why it is used and what to do, one sentence. */
  slow?: string
}

export interface EngineStatus extends EngineRecord {
  ready: boolean
  provider: string
  /** Billions of fp32 operations a second in a large matrix product; absent until measured. */
  gemmGflops?: number
  /** What the set-up provisioned; absent where it did not, and with the slow engine. */
  installed?: InstalledEngine
  /** Why it is not ready and what to do, one sentence. */
  problem?: string
}

/** A provisioned TensorFlow, as the set-up noted it. */
export interface InstalledEngine {
  provider: string
  /** Names what it was made from and how. */
  recipe?: string
  /** Whether it has CUDA. */
  kind?: 'cpu' | 'gpu'
  folder: string
  /** SHA-256 of the addon through which it is called, in hexadecimal digits. */
  addonSha256?: string
}

/** The numbers of one training step. */
export interface StepNumbers {
  generatorLoss: number
  discriminatorLoss: number
  /**
   * Share of real pictures that the discriminator calls real, 0-1; for losses that know its verdicts only by
   * their differences (wgan, wgan-gp, relativistic) those above the middle of the two means.
   */
  realAccuracy: number
  /** Share of generated pictures that it calls generated, 0-1. */
  fakeAccuracy: number
  /** Euclidean norm of all gradients of a network; absent of one that did not learn. */
  generatorGradient?: number
  discriminatorGradient?: number
}

/** Losses and what goes with them at one moment of a run. Rows of release 0.1 have no norms, nor what stands here. */
export interface MetricRow extends StepNumbers {
  images: number
  /** Seconds of training so far. */
  seconds: number
  /** Euclidean norm of all trained weights of a network. */
  generatorWeights?: number
  discriminatorWeights?: number
  /** Learning rates at that moment. */
  generatorRate?: number
  discriminatorRate?: number
  /** Bytes that the trainer holds. */
  memory?: number
}

/** The runs that wait for the trainer. */
export interface Queue {
  /** Their ids, the next one first. */
  waiting: string[]
  /** Nothing starts by itself while it is held: by a person, or after a crash. */
  held: boolean
  /** Why it is held, one sentence, where it was not a person. */
  why?: string
}

/** The fixed-z grid at one moment; its pixels are at `/pixels/runs/<run>/snapshots/<images>.png`. */
export interface Snapshot {
  run: string
  images: number
  createdAt: number
}

export interface Checkpoint {
  run: string
  images: number
  /** SHA-256 of all arrays in it (weights and optimizer slots), without its metadata, hex. */
  sha256: string
  bytes: number
  createdAt: number
  /** What it was written for; those of `time` go when a newer one is there. */
  reason: CheckpointReason
  /** A person keeps it, whatever the rule of thinning says. */
  pinned: boolean
}

/** By count, by the clock, on request, before a pause, or at the end. */
export type CheckpointReason = 'images' | 'time' | 'request' | 'pause' | 'end'

/** A long piece of work that is not a training run. */
export interface Job {
  id: string
  kind:
    | 'import'
    | 'sample-set'
    | 'directions'
    | 'projection'
    | 'play'
    | 'map'
    | 'arithmetic'
    | 'export'
    | 'evaluation'
  title: string
  /** In `review` all is decoded, and a person decides what goes in: see `finishImport`. */
  state: 'working' | 'review' | 'done' | 'failed' | 'cancelled'
  done: number
  /** 0 while it is not yet known. */
  total: number
  etaSeconds?: number
  problem?: string
  /** The data set it made. */
  dataset?: string
  /** The run whose model it works on. */
  run?: string
  /** The items of the latent studio that it made. */
  made?: string[]
  /** The vector that was looked for. */
  place?: number[]
  /** The file it wrote, and where a page can fetch it, if it was made for that. */
  file?: { path: string; url?: string }
}

/** A measured forecast. */
export interface Estimate {
  secondsPerStep: number
  /** Before the first step: loading, capturing the graph. */
  startSeconds: number
  totalSeconds: number
  device: 'cpu' | 'gpu'
  /** With which threads and why; absent where it was taken from a run that trains. */
  engine?: EngineSettings & { choice: SettingsChoice }
}

/** A few steps with one candidate after another, before a run or its estimate. */
export interface Tuning {
  /** The candidate that is tried now. */
  settings: EngineSettings
  /** Candidates tried before it, and in all. */
  tried: number
  total: number
}

/** What can be moved in a trained model. */
export interface LatentSpace {
  run: string
  /** The checkpoint's images seen. */
  checkpoint: number
  /** Numbers of z, with which a latent vector begins. */
  dimensions: number
  /** The classes that can be asked for, whose shares follow z in every latent vector: see `withClass`. */
  classes?: { label: string; names: string[] }
  distribution: 'uniform' | 'normal'
  /** A slider's ends. */
  minimum: number
  maximum: number
  size: number
}

export interface FolderEntry {
  name: string
  path: string
  /** Pictures directly inside, counted by extension. */
  pictures: number
  isProject: boolean
}

export interface FolderListing {
  path: string
  parent?: string
  folders: FolderEntry[]
  /** Files that hold whole data sets: zip archives and idx files, by their names. */
  archives: { name: string; path: string }[]
  pictures: number
}

/** What the interface may offer in the shell it runs in. */
export interface ShellAbilities {
  kind: 'electron' | 'served'
  /** A folder dialog of the desktop. */
  folderDialog: boolean
  /** Dropped folders arrive as paths on the studio's own machine; otherwise they are uploaded. */
  droppedPaths: boolean
  /** The desktop's file manager can be asked to show a file. */
  revealFiles: boolean
}

/** Everything a window needs to draw itself for the first time. */
export interface StudioState {
  version: string
  shell: ShellAbilities
  engine: EngineStatus
  project?: Project
  recent: RecentProject[]
  datasets: Dataset[]
  runs: Run[]
  jobs: Job[]
  queue: Queue
  /** While settings of the engine are tried out; comes by events only. */
  tuning?: Tuning
}
