import { z } from 'zod'
import { PlaySchema, type PlayResult } from './play.ts'
import { AdvanceToysSchema, OpenToysSchema, type ToyFrame, type ToyRoom } from './play-live.ts'
import { EXCLUSION_REASONS, MOST_PICTURES, SAMPLE_SETS } from './dataset-limits.ts'
import { MOST_REPORTED, REPORT_FORMATS } from './exports.ts'
import { ImportSettingsSchema } from './import-settings.ts'
import { call, checkpoint, id, images, name, nothing, path, seed, size, type Call } from './call.ts'
import type { Diagnosis } from './doctor.ts'
import type { Evaluation } from './evaluation.ts'
import { SearchSchema, type Experiment } from './experiment.ts'
import type { RunSummary } from './run-summary.ts'
import { LATENT_CALLS } from './latent-calls.ts'
import type {
  Checkpoint,
  Dataset,
  DatasetChange,
  DatasetFacts,
  DatasetStatistics,
  EngineStatus,
  Estimate,
  FolderListing,
  ImportPreview,
  ImportReport,
  Job,
  Labels,
  MetricRow,
  PictureDetail,
  Project,
  Run,
  Snapshot,
  StudioState
} from './models.ts'

const changes = z.record(
  z.string().max(64),
  z.union([z.string().max(256), z.number(), z.boolean()])
)
const picture = z.int().min(0).max(MOST_PICTURES)
const pictures = z.array(picture).min(1).max(MOST_PICTURES)
// What a person types, and what files say; a line break would only break a grid's chip.
const attribute = z.string().trim().min(1).max(64)
const value = z.string().max(500)
const exclusion = z.strictObject({ reason: z.enum(EXCLUSION_REASONS), pictures })
const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('label'), attribute, pictures, value: value.nullable() }),
  z.strictObject({ kind: z.literal('exclude'), ...exclusion.shape }),
  z.strictObject({ kind: z.literal('restore'), pictures })
])
const query = z.strictObject({
  show: z.enum(['used', 'excluded', 'all']).optional(),
  labels: z
    .array(z.strictObject({ attribute, value: value.nullable() }))
    .max(32)
    .optional(),
  text: z.string().max(200).optional(),
  side: z.strictObject({ least: images.optional(), most: images.optional() }).optional(),
  only: z.enum(['upscaled', 'noted', ...EXCLUSION_REASONS]).optional(),
  order: z.enum(['imported', 'file', 'side', 'strangest']).optional()
})

// More than a table shows at once.
const MOST_RUNS = 1_000

/** Where pictures come from: a folder or archive on the studio's machine, or an upload finished before. */
const importSource = z.union([z.strictObject({ path }), z.strictObject({ upload: id })])

/**
 * Every call a window or the command line can make. A transport checks the input by the schema here
 * and nowhere else; a new call touches this table, one service and one view.
 */
export const STUDIO_CALLS = {
  getState: call<StudioState>()(nothing),

  // Projects
  createProject: call<Project>()(z.strictObject({ path })),
  openProject: call<Project>()(z.strictObject({ path })),
  closeProject: call<void>()(nothing),
  forgetRecentProject: call<void>()(z.strictObject({ path })),
  /** The desktop's own dialog for a folder or an archive; undefined when cancelled. Only where `shell.folderDialog`. */
  pickFolder: call<string | undefined>()(
    z.strictObject({ title: name, kind: z.enum(['folder', 'archive']).default('folder') })
  ),
  /** Folders of the studio's machine, for shells without a dialog; starts at the home folder. */
  listFolder: call<FolderListing>()(z.strictObject({ path: path.optional() })),
  makeFolder: call<FolderListing>()(z.strictObject({ path })),

  // Data sets
  /** Tries an import on some files of a source, spread over it; each answer replaces the one before. */
  previewImport: call<ImportPreview>()(
    z.strictObject({
      source: importSource,
      settings: ImportSettingsSchema,
      count: z.int().min(1).max(24).default(8)
    })
  ),
  /**
   * Begins an import; progress comes as `job` events. With `review` it stops where there are near
   * duplicates or outliers and waits for `finishImport`; otherwise exact copies are left out.
   */
  startImport: call<Job>()(
    z.strictObject({
      source: importSource,
      name: name.optional(),
      settings: ImportSettingsSchema,
      review: z.boolean().default(false)
    })
  ),
  /** What an import in review found; its pictures are at `pixelPaths.stagedPicture`. */
  getImportReview: call<ImportReport>()(z.strictObject({ job: id })),
  /** Ends a review: the data set appears, without the pictures left out. */
  finishImport: call<Job>()(
    z.strictObject({ job: id, exclude: z.array(exclusion).max(2).default([]) })
  ),
  createSampleSet: call<Job>()(
    z.strictObject({
      kind: z.enum(SAMPLE_SETS),
      size,
      count: z.int().min(16).max(200_000),
      seed: seed.default(1),
      name: name.optional()
    })
  ),
  cancelJob: call<void>()(z.strictObject({ job: id })),
  dismissJob: call<void>()(z.strictObject({ job: id })),
  getImportReport: call<ImportReport>()(z.strictObject({ dataset: id })),
  deleteDataset: call<void>()(z.strictObject({ dataset: id })),
  restoreDataset: call<Dataset>()(z.strictObject({ dataset: id })),
  renameDataset: call<Dataset>()(z.strictObject({ dataset: id, name })),
  /** The numbers of the pictures that fit, in the order asked for. */
  findPictures: call<{ pictures: number[] }>()(z.strictObject({ dataset: id, query })),
  getPicture: call<PictureDetail>()(z.strictObject({ dataset: id, picture })),
  getPictureLabels: call<Labels[]>()(
    z.strictObject({ dataset: id, pictures: z.array(picture).min(1).max(1024) })
  ),
  getDatasetFacts: call<DatasetFacts>()(z.strictObject({ dataset: id })),
  /** Reads every pixel at the first call, seconds for a large set. */
  getDatasetStatistics: call<DatasetStatistics>()(z.strictObject({ dataset: id })),
  /** Changes labels and what is left out; `undo` takes it all back. Saved when it answers. */
  changeDataset: call<{ dataset: Dataset; undo: DatasetChange[] }>()(
    z.strictObject({ dataset: id, changes: z.array(change).min(1).max(10_000) })
  ),
  /** Shows the file of a picture or of a rejected one in the desktop's file manager. */
  revealFile: call<void>()(z.strictObject({ dataset: id, file: path })),

  // Training
  estimateRun: call<Estimate>()(z.strictObject({ dataset: id, preset: name, changes })),
  startRun: call<Run>()(
    z.strictObject({ dataset: id, preset: name, changes, name: name.optional() })
  ),
  pauseRun: call<void>()(z.strictObject({ run: id })),
  /** Goes on from the last checkpoint (or at once, if paused); `images` extends a finished run. */
  resumeRun: call<Run>()(z.strictObject({ run: id, images: images.optional() })),
  stopRun: call<void>()(z.strictObject({ run: id })),
  /**
   * A new run that goes on from a checkpoint of another with some settings changed, or with `images: 0`
   * starts afresh with its settings. Refuses changes that make other networks of a checkpoint.
   */
  forkRun: call<Run>()(
    z.strictObject({
      run: id,
      images,
      changes,
      name: name.optional(),
      remedy: z.string().max(64).optional()
    })
  ),
  /** Puts a waiting run before another one, or at the end. */
  moveRun: call<void>()(z.strictObject({ run: id, before: id.optional() })),
  /** Holds the queue: the run that trains goes on, and none follows; or lets it go on. */
  holdQueue: call<void>()(z.strictObject({ held: z.boolean() })),
  /** Writes a checkpoint of the run that trains; answers when it is whole. */
  saveCheckpoint: call<Checkpoint>()(z.strictObject({ run: id })),
  pinCheckpoint: call<Checkpoint>()(z.strictObject({ run: id, images, pinned: z.boolean() })),
  renameRun: call<Run>()(z.strictObject({ run: id, name })),
  deleteRun: call<void>()(z.strictObject({ run: id })),
  restoreRun: call<Run>()(z.strictObject({ run: id })),
  /**
   * At most 2,000 rows spread evenly over the run, or over the part `from` to `to` images seen; the first
   * and last always among them.
   */
  getMetrics: call<MetricRow[]>()(
    z.strictObject({ run: id, from: images.optional(), to: images.optional() })
  ),
  getSnapshots: call<Snapshot[]>()(z.strictObject({ run: id })),
  getCheckpoints: call<Checkpoint[]>()(z.strictObject({ run: id })),

  /** Measures a checkpoint, the newest if none is named; done, its figures are in `getEvaluations`. */
  evaluateRun: call<Job>()(
    z.strictObject({
      run: id,
      checkpoint,
      samples: z.int().min(64).max(50_000).default(1_000)
    })
  ),
  /** Oldest checkpoint first. */
  getEvaluations: call<Evaluation[]>()(z.strictObject({ run: id })),
  getDiagnosis: call<Diagnosis>()(z.strictObject({ run: id })),

  /** A person's words on runs; what is absent stays. Answers with them as they are now. */
  describeRuns: call<Run[]>()(
    z.strictObject({
      runs: z.array(id).min(1).max(MOST_RUNS),
      /** Added to and taken from the tags that each has. */
      tag: name.max(40).optional(),
      untag: name.max(40).optional(),
      notes: z.string().max(20_000).optional(),
      starred: z.boolean().optional()
    })
  ),
  /** All or none; `restoreRuns` takes them back. */
  deleteRuns: call<void>()(z.strictObject({ runs: z.array(id).min(1).max(MOST_RUNS) })),
  restoreRuns: call<Run[]>()(z.strictObject({ runs: z.array(id).min(1).max(MOST_RUNS) })),
  /** Removes the files of deleted runs for ever; answers how many bytes that freed. */
  emptyTrash: call<{ runs: number; bytes: number }>()(nothing),
  /** Deleted runs that can still be restored, and the bytes that emptying would free. */
  getTrash: call<{ runs: Run[]; bytes: number }>()(nothing),
  getRunSummaries: call<RunSummary[]>()(nothing),

  // Experiments
  startExperiment: call<Experiment>()(
    z.strictObject({
      dataset: id,
      preset: name,
      changes,
      search: SearchSchema,
      seeds: z.array(seed).min(1).max(16),
      name: name.optional()
    })
  ),
  listExperiments: call<Experiment[]>()(nothing),
  /** Takes its waiting runs out of the queue and forgets it; its runs stay. */
  deleteExperiment: call<void>()(z.strictObject({ experiment: id })),
  /** Takes a deletion back; runs that left the queue stay out of it. */
  restoreExperiment: call<void>()(z.strictObject({ experiment: id })),

  /** Writes what is known of runs; where `out` is absent it is kept for a download (`Job.file`). */
  exportRuns: call<Job>()(
    z.strictObject({
      runs: z.array(id).min(1).max(MOST_REPORTED),
      format: z.enum(REPORT_FORMATS),
      out: path.optional()
    })
  ),

  // Playground
  /** Trains toys; done, what they reached is in `getPlay`. */
  startPlay: call<Job>()(PlaySchema),
  /** What the toys of a job have reached; throws `play/unknown` where they are forgotten. */
  getPlay: call<PlayResult[]>()(z.strictObject({ job: id })),
  /** Opens toys to be looked at while they learn; nobody else hears of them, and nothing of them is kept. */
  openToys: call<ToyRoom>()(OpenToysSchema),
  /** Lets them learn for so many iterations or so long, and answers with a frame of each. */
  advanceToys: call<ToyFrame[]>()(AdvanceToysSchema),
  closeToys: call<void>()(z.strictObject({ room: id })),

  ...LATENT_CALLS,

  // Engine and window
  getEngine: call<EngineStatus>()(z.strictObject({ measure: z.boolean().default(false) })),
  /** Small pieces of interface state that live with the project, such as the last latent vector. */
  readView: call<unknown>()(z.strictObject({ key: name })),
  writeView: call<void>()(z.strictObject({ key: name, value: z.json() }))
} satisfies Record<string, Call<z.ZodType, unknown>>

type Calls = typeof STUDIO_CALLS
type OutputOf<C> = C extends { output?: infer Output } ? Output : never

/** The studio as seen from outside; every transport implements exactly this. */
export type StudioApi = {
  [Name in keyof Calls]: (input: z.input<Calls[Name]['input']>) => Promise<OutputOf<Calls[Name]>>
}

/** The same after the door: inputs parsed, defaults filled in. Services implement this. */
export type StudioHandlers = {
  [Name in keyof Calls]: (
    input: z.output<Calls[Name]['input']>
  ) => Promise<OutputOf<Calls[Name]>> | OutputOf<Calls[Name]>
}

export type CallName = keyof Calls
