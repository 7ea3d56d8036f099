import { z } from 'zod'
import { id, images, latentVector, seed } from './call.ts'
import { LineageSchema, TermSchema, WalkPlanSchema } from './latent.ts'

/** Whole-number enlargement by nearest neighbour. */
const scale = z.int().min(1).max(16)

/** Files an animation can become; films are encoded by the page, where its browser can. */
export const ANIMATION_FORMATS = ['gif', 'webp', 'apng', 'png-sequence', 'contact-sheet'] as const
export const MODEL_FORMATS = ['tfjs', 'onnx', 'safetensors'] as const

/**
 * What runs can be written as: one page to read, tables, one JSON document, or TensorBoard's event files.
 * Tables and event files are several: a folder, or a zip where the name ends so.
 */
export const REPORT_FORMATS = ['html', 'csv', 'json', 'tensorboard'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]
/** More runs than a page can compare. */
export const MOST_REPORTED = 64

/** Where a page fetches the file of a job that was made for a download. */
export const exportPath = (job: string, name: string): string => `/exports/${job}/${name}`
/** The same as a pattern: names are plain and begin with no dot. */
export const EXPORT_PATTERN = /^\/exports\/([a-z0-9-]{1,64})\/([a-z0-9][a-z0-9.-]{0,119})$/

/** What can be written to a file, and how. */
export const ExportWhatSchema = z.discriminatedUnion('kind', [
  /** One picture, with its lineage inside. */
  z.strictObject({
    kind: z.literal('picture'),
    z: latentVector,
    lineage: LineageSchema.optional(),
    scale: scale.default(1)
  }),
  z.strictObject({
    kind: z.literal('grid'),
    latents: z.array(latentVector).min(1).max(1024),
    columns: z.int().min(1).max(64).optional(),
    scale: scale.default(1)
  }),
  z.strictObject({
    kind: z.literal('walk'),
    plan: WalkPlanSchema,
    format: z.enum(ANIMATION_FORMATS),
    framesPerSecond: z.int().min(1).max(60).default(25),
    scale: scale.default(4)
  }),
  /** The row of Radford et al. 2015, figure 7. */
  z.strictObject({
    kind: z.literal('arithmetic'),
    terms: z.array(TermSchema).min(1).max(8),
    /** In place of the vectors' own sum: see `steadyArithmetic`. */
    result: latentVector.optional(),
    seed: seed.default(1),
    scale: scale.default(4)
  }),
  /** The grid that training draws of the same z again and again. */
  z.strictObject({ kind: z.literal('snapshot') }),
  /** The generator, from z to pictures. */
  z.strictObject({ kind: z.literal('model'), format: z.enum(MODEL_FORMATS) })
])
export type ExportWhat = z.output<typeof ExportWhatSchema>

/** What a written picture's file holds of how it was made, as JSON. */
export const WrittenLineageSchema = z.object({
  run: id,
  runName: z.string().max(200),
  /** Images seen by the model. */
  checkpoint: images,
  /** SHA-256 of the checkpoint's arrays, hex; empty in a grid that training drew, which is often not saved with it. */
  checkpointSha256: z.string().regex(/^(?:[0-9a-f]{64})?$/),
  /** Of the pictures the run was trained on; empty where they are gone. */
  datasetHash: z.string().max(64),
  configDigest: z.string().max(64),
  /** The picture's own, or the first of several. */
  z: latentVector,
  lineage: LineageSchema,
  /** Whole-number enlargement. */
  scale,
  /** Absent for a single picture. */
  what: ExportWhatSchema.optional()
})
export type WrittenLineage = z.output<typeof WrittenLineageSchema>

/** What a picture's own file says of how it was made. */
export interface PictureLineage extends WrittenLineage {
  /** False where the run or its checkpoint are not in this project (any more). */
  available: boolean
}
