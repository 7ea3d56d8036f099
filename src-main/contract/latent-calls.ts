import { z } from 'zod'
import {
  call,
  checkpoint,
  dimension,
  id,
  latentVector,
  name,
  path,
  seed,
  type Call
} from './call.ts'
import { ExportWhatSchema, type PictureLineage } from './exports.ts'
import {
  DirectionSourceSchema,
  KeptItemSchema,
  MAP_METHODS,
  tags,
  TermSchema,
  WalkPlanSchema,
  type DirectionTrace,
  type LatentItem,
  type LatentMap
} from './latent.ts'
import { LARGEST_PLACE } from './pyramid.ts'
import type { Job, Labels, LatentSpace } from './models.ts'

const model = { run: id, checkpoint }
const latents = z.array(latentVector).min(1).max(1024)

/** A picture from outside: on the studio's machine, dropped, or of a data set. */
const pictureSource = z.union([
  z.strictObject({ path }),
  z.strictObject({ upload: id }),
  z.strictObject({ dataset: id, picture: z.int().min(0) })
])

/** The calls of the latent studio; pictures come by URL, see pixels.ts. */
export const LATENT_CALLS = {
  getLatentSpace: call<LatentSpace>()(z.strictObject(model)),
  /** Draws `count` latent vectors from the model's own distribution, of one class where it is named. */
  drawLatents: call<number[][]>()(
    z.strictObject({
      ...model,
      seed,
      count: z.int().min(1).max(20_000),
      class: z.string().max(1_000).optional()
    })
  ),
  /** The vectors of a walk, frame by frame. */
  planWalk: call<number[][]>()(z.strictObject({ ...model, plan: WalkPlanSchema })),
  /** The mean of each term, their weighted sum, and eight neighbours of it. */
  calculate: call<{ means: number[][]; result: number[]; neighbours: number[][] }>()(
    z.strictObject({ ...model, terms: z.array(TermSchema).min(1).max(8), seed: seed.default(1) })
  ),
  /** For each latent, the labels of the training picture nearest to its sample (L2 on pixels). */
  labelLatents: call<Labels[]>()(z.strictObject({ ...model, latents })),

  // What a person keeps
  /** Where a direction that bends leads from a place, to be followed by a slider without asking again. */
  traceDirection: call<DirectionTrace>()(
    z.strictObject({
      ...model,
      direction: id,
      z: latentVector,
      /** How far z has been moved along it already. */
      present: z.number().min(-100).max(100).default(0),
      /** Dimensions that do not move. */
      locked: z.array(dimension).max(LARGEST_PLACE).default([])
    })
  ),
  listLatentItems: call<LatentItem[]>()(z.strictObject({ run: id })),
  saveLatentItem: call<LatentItem>()(
    z.strictObject({
      ...model,
      name: name.optional(),
      tags: tags.default([]),
      item: KeptItemSchema
    })
  ),
  changeLatentItem: call<LatentItem>()(
    z.strictObject({ item: id, name: name.optional(), tags: tags.optional() })
  ),
  deleteLatentItem: call<void>()(z.strictObject({ item: id })),
  restoreLatentItem: call<LatentItem>()(z.strictObject({ item: id })),

  // Long work; progress comes as `job` events, and what was made as `Job.made`
  /** Finds one direction, or several where the source gives several. */
  findDirections: call<Job>()(
    z.strictObject({ ...model, name: name.optional(), source: DirectionSourceSchema })
  ),
  /**
   * Arithmetic on what the terms show: a classifier of the data set's labels, trained the first time, says
   * what the result should show, and the place is searched that shows it (`Job.place`).
   */
  steadyArithmetic: call<Job>()(
    z.strictObject({ ...model, terms: z.array(TermSchema).min(1).max(8) })
  ),
  /** Finds a picture in the model; the first time at a checkpoint an encoder is trained. Steps come as `projection` events. */
  projectPicture: call<Job>()(
    z.strictObject({ ...model, name: name.optional(), picture: pictureSource })
  ),
  makeMap: call<Job>()(
    z.strictObject({
      ...model,
      name: name.optional(),
      method: z.enum(MAP_METHODS),
      count: z.int().min(100).max(20_000).default(2_000),
      seed: seed.default(1)
    })
  ),
  getMap: call<LatentMap>()(z.strictObject({ map: id })),
  /** Where vectors would lie on a map. */
  placeOnMap: call<{ x: number; y: number }[]>()(z.strictObject({ map: id, latents })),
  /**
   * Writes pictures, animations or the model itself; where `out` is absent it is kept for a download
   * (`Job.file`) until the studio closes.
   */
  startExport: call<Job>()(
    z.strictObject({ ...model, what: ExportWhatSchema, out: path.optional() })
  ),
  /** What a picture's own file says of how it was made. */
  readPicture: call<PictureLineage>()(
    z.strictObject({
      picture: z.union([z.strictObject({ path }), z.strictObject({ upload: id })])
    })
  )
} satisfies Record<string, Call<z.ZodType, unknown>>
