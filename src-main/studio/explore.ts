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
  'getLatentSpace' | 'drawLatents' | 'planWalk' | 'calculate' | 'labelLatents'
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
    planWalk: (input) => {
      const model = find(input)
      checkLatents(
        model,
        input.plan.keyframes.map(({ z }) => z)
      )
      return explorer.use().planWalk(model.reference, input.plan)
    },
    calculate: (input) => {
      const model = find(input)
      checkLatents(
        model,
        input.terms.flatMap(({ latents }) => latents)
      )
      return explorer.use().calculate(model.reference, input.terms, input.seed)
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
export function checkLatents({ run }: Pick<Model, 'run'>, latents: readonly number[][]): void {
  // Names the first one only: the others are of the same making.
  const wrong = latents.find((z) => z.length !== run.config.latent)
  if (!wrong) return
  throw new StudioError(
    'latent/length',
    `A latent vector of ${wrong.length} numbers was given, but “${run.name}” takes ${run.config.latent}.`
  )
}
