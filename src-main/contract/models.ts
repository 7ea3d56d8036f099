import type { EngineSettings, SettingsChoice } from './engine-settings.ts'
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

export interface Dataset {
  id: string
  name: string
  /** Width and height in pixels. */
  size: number
  count: number
  /** Folder or sample set it came from, as the person named it. */
  source: string
  /** SHA-256 of the pixels in order, hex. */
  hash: string
  rejected: number
  duplicates: number
  createdAt: number
}

export interface Rejection {
  /** Path inside the imported folder. */
  file: string
  /** One sentence. */
  reason: string
}

export interface Duplicate {
  file: string
  /** The kept file with the same pixels. */
  of: string
}

/** What an import did; kept with the data set. */
export interface ImportReport {
  dataset: string
  imported: number
  rejected: Rejection[]
  duplicates: Duplicate[]
  /** Files that were taken with a reservation, such as the first frame of an animation. */
  notes?: Rejection[]
  /** Pictures smaller than the chosen size, enlarged. */
  upscaled: number
  imagesPerSecond: number
  seconds: number
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
  /** Why it failed or was interrupted, one sentence. */
  problem?: string
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

/** Losses and what goes with them at one moment of a run. */
export interface MetricRow {
  images: number
  /** Seconds of training so far. */
  seconds: number
  generatorLoss: number
  discriminatorLoss: number
  /** Share of real pictures that the discriminator calls real, 0-1. */
  realAccuracy: number
  /** Share of generated pictures that it calls generated, 0-1. */
  fakeAccuracy: number
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
}

/** A long piece of work that is not a training run. */
export interface Job {
  id: string
  kind: 'import' | 'sample-set'
  title: string
  state: 'working' | 'done' | 'failed' | 'cancelled'
  done: number
  /** 0 while it is not yet known. */
  total: number
  etaSeconds?: number
  problem?: string
  /** The data set it made. */
  dataset?: string
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
  dimensions: number
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
  pictures: number
}

/** What the interface may offer in the shell it runs in. */
export interface ShellAbilities {
  kind: 'electron' | 'served'
  /** A folder dialog of the desktop. */
  folderDialog: boolean
  /** Dropped folders arrive as paths on the studio's own machine; otherwise they are uploaded. */
  droppedPaths: boolean
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
  /** While settings of the engine are tried out; comes by events only. */
  tuning?: Tuning
}
