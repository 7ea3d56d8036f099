import { statSync } from 'node:fs'
import { dirname, extname, isAbsolute } from 'node:path'
import type { StudioHandlers } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'
import type { LatentSpace } from '../contract/models.ts'
import type { RunConfig } from '../contract/run-config.ts'
import type { ExplorerApi } from '../contract/workers.ts'
import { findModel, type Model } from './models.ts'
import type { CurrentProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import type { Supervised } from './supervisor.ts'

type Handlers = Pick<
  StudioHandlers,
  | 'getLatentSpace'
  | 'drawLatents'
  | 'exportGrid'
  | 'exportWalk'
  | 'exportArithmetic'
  | 'labelLatents'
>

/** What the latent calls need of the services beside them. */
export interface ExploreNeeds {
  current: CurrentProject
  book: RunBook
  explorer: Supervised<ExplorerApi>
}

/** Latent vectors of a trained model, and pictures made of them as files. */
export function exploreService({ current, book, explorer }: ExploreNeeds): Handlers {
  const find = ({ run, checkpoint }: { run: string; checkpoint?: number | undefined }): Model =>
    findModel(current.get(), book, run, checkpoint)

  return {
    getLatentSpace: (input) => describeLatents(find(input)),
    drawLatents: (input) => explorer.use().draw(find(input).reference, input.seed, input.count),
    // Everything is checked before the explorer is asked, so that a mistake costs no start of it.
    exportGrid: async (input) => {
      const model = find(input)
      checkLatents(model, input.latents)
      const { latents, columns, scale, out } = input
      checkOut(out, ['.png'])
      const options = { latents, scale, out, ...(columns !== undefined && { columns }) }
      await explorer.use().exportGrid(model.reference, options)
      return { path: out }
    },
    exportWalk: async (input) => {
      const model = find(input)
      checkLatents(model, input.latents)
      const { latents, framesPerLeg, interpolation, scale, out } = input
      checkOut(out, ['.gif', '.webp'])
      const options = { latents, framesPerLeg, interpolation, scale, out }
      await explorer.use().exportWalk(model.reference, options)
      return { path: out }
    },
    exportArithmetic: async (input) => {
      const model = find(input)
      const { terms, seed, scale, out } = input
      checkLatents(
        model,
        terms.flatMap(({ latents }) => latents)
      )
      checkOut(out, ['.png'])
      await explorer.use().exportArithmetic(model.reference, { terms, seed, scale, out })
      return { path: out }
    },
    labelLatents: (input) => {
      const model = find(input)
      checkLatents(model, input.latents)
      const cacheFolder = current.get().cacheFolder(model.run.dataset)
      const excluded = current.get().store.runs.excluded(model.run.id)
      return explorer
        .use()
        .label(model.reference, { latents: input.latents, cacheFolder, excluded })
    }
  }
}

// The ends of the uniform distribution are its own; of the normal one three standard deviations
// hold 99.7 %.
const SLIDER_ENDS: Record<RunConfig['latentDistribution'], number> = { uniform: 1, normal: 3 }

function describeLatents({ run, checkpoint }: Model): LatentSpace {
  const { latent, latentDistribution, size } = run.config
  const end = SLIDER_ENDS[latentDistribution]
  return {
    run: run.id,
    checkpoint: checkpoint.images,
    dimensions: latent,
    distribution: latentDistribution,
    minimum: -end,
    maximum: end,
    size
  }
}

/** Throws `latent/length` unless every vector has as many numbers as the model's z. */
export function checkLatents({ run }: Model, latents: readonly number[][]): void {
  // Names the first one only: the others are of the same making.
  const wrong = latents.find((z) => z.length !== run.config.latent)
  if (!wrong) return
  throw new StudioError(
    'latent/length',
    `A latent vector of ${wrong.length} numbers was given, but “${run.name}” takes ${run.config.latent}.`
  )
}

// The file is written by the explorer; a path that cannot be is better known here, in words.
function checkOut(out: string, endings: string[]): void {
  if (!endings.includes(extname(out).toLowerCase())) {
    throw new StudioError(
      'export/kind',
      `${out} cannot be written; its name must end with ${endings.join(' or ')}.`
    )
  }
  const folder = dirname(out)
  if (isAbsolute(out) && statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  throw new StudioError(
    'export/no-folder',
    `${out} cannot be written, because there is no folder ${folder}; choose one that exists.`
  )
}
