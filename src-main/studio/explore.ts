import type { StudioHandlers } from '../contract/api.ts'
import { classNames, latentWidth } from '../contract/condition.ts'
import { StudioError } from '../contract/errors.ts'
import { nearestWord } from '../contract/nearest-word.ts'
import type { LatentSpace } from '../contract/models.ts'
import { shownSize } from '../contract/pixels.ts'
import { zWidth } from '../contract/pyramid.ts'
import type { RunConfig } from '../contract/run-config.ts'
import type { ExplorerApi } from '../contract/workers.ts'
import type { LatentItems } from './latent-items.ts'
import { findModel, type Model } from './models.ts'
import type { CurrentProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import type { Supervised } from './supervisor.ts'

type Handlers = Pick<
  StudioHandlers,
  'getLatentSpace' | 'drawLatents' | 'planWalk' | 'calculate' | 'labelLatents' | 'traceDirection'
>

/** What the latent calls need of the services beside them. */
export interface ExploreNeeds {
  current: CurrentProject
  book: RunBook
  explorer: Supervised<ExplorerApi>
  items: Pick<LatentItems, 'get'>
}

/** Latent vectors of a trained model, and pictures made of them as files. */
export function exploreService({ current, book, explorer, items }: ExploreNeeds): Handlers {
  const find = ({ run, checkpoint }: { run: string; checkpoint?: number | undefined }): Model =>
    findModel(current.get(), book, run, checkpoint)

  return {
    getLatentSpace: (input) => describeLatents(find(input)),
    drawLatents: (input) => {
      const model = find(input)
      const chosen = input.class === undefined ? undefined : numberOfClass(model, input.class)
      return explorer.use().draw(model.reference, input.seed, input.count, chosen)
    },
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
    traceDirection: async ({ direction: id, z, present, locked, ...input }) => {
      const model = find(input)
      checkLatents(model, [z])
      const direction = items.get(id)
      if (direction.kind !== 'direction' || direction.run !== model.run.id) {
        throw new StudioError(
          'direction/foreign',
          `“${direction.name}” is no direction of “${model.run.name}”; find it there.`
        )
      }
      const { least, most, vector, name, bend } = direction
      const file = current.get().bendFile(model.run.id, id)
      const way = { z, present, least, most, locked }
      if (bend) return await explorer.use().traceBend(model.reference, { file, name }, way)
      const moved = (strength: number): number[] =>
        z.map((value, at) =>
          locked.includes(at) ? value : value + (strength - present) * vector[at]!
        )
      return { strengths: [least, most], latents: [moved(least), moved(most)] }
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
  const { latentDistribution, label } = run.config
  const names = classNames(run.config)
  const end = SLIDER_ENDS[latentDistribution]
  return {
    run: run.id,
    checkpoint: checkpoint.images,
    dimensions: zWidth(run.config),
    ...(names.length > 0 && { classes: { label, names } }),
    distribution: latentDistribution,
    minimum: -end,
    maximum: end,
    size: shownSize(run.config)
  }
}

/** Throws `latent/length` unless every vector has as many numbers as the model's z. */
export function checkLatents({ run }: Pick<Model, 'run'>, latents: readonly number[][]): void {
  // Names the first one only: the others are of the same making.
  const width = latentWidth(run.config)
  const wrong = latents.find((z) => z.length !== width)
  if (!wrong) return
  throw new StudioError(
    'latent/length',
    `A latent vector of ${wrong.length} numbers was given, but “${run.name}” takes ${width}.`
  )
}

// Where a class stands among those of a run, by its name.
function numberOfClass({ run }: Model, name: string): number {
  const names = classNames(run.config)
  const found = names.indexOf(name)
  if (found >= 0) return found
  throw new StudioError(
    'latent/class',
    names.length === 0
      ? `“${run.name}” was trained without classes, so that none can be asked for; train with label=… for that.`
      : `“${run.name}” knows no class "${name}" of ${run.config.label}; the nearest is "${nearestWord(name, names)}".`
  )
}
