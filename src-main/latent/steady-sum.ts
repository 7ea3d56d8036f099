import type { SteadyTask, StudiedModel } from '../contract/analyst.ts'
import { StudioError } from '../contract/errors.ts'
import { createBreather } from '../datasets/breathe.ts'
import { startEngine } from '../engine/tensorflow.ts'
import { drawPictures } from '../gan/pictures.ts'
import { readCheckpoint } from '../training/checkpoint.ts'
import type { Classifier } from './classifier/classifier.ts'
import { trainClassifier } from './classifier/train.ts'
import { createGeneratorShelf } from './model.ts'
import { steadyArithmetic, steeringOf, type SteadyModel } from './steady-arithmetic.ts'

/** What surrounds the search. */
export interface SteadyContext {
  /** Of the classifier's training, the first time; the search itself takes a second or two. */
  report(done: number, total: number): void
  signal: AbortSignal
}

/** Searches sums of terms, keeping what was made for the last model. */
export interface SteadySums {
  /**
   * The place that shows what the terms add up to. Throws `classifier/*` where there are no labels to learn,
   * `checkpoint/*`, `cache/*`, and `job/cancelled` where the signal says so.
   */
  find(task: SteadyTask, context: SteadyContext): Promise<number[]>
  dispose(): void
}

/** Starts with nothing made. */
export function createSteadySums(): SteadySums {
  let held: { sha256: string; model: SteadyModel } | undefined
  const dispose = (): void => {
    held?.model.steering.dispose()
    held?.model.classifier.dispose()
    held = undefined
  }
  return {
    async find({ model, terms }, context) {
      if (held?.sha256 !== model.sha256) {
        dispose()
        held = { sha256: model.sha256, model: await open(model, context) }
      }
      try {
        const found = await steadyArithmetic(held.model, terms, createBreather(context.signal))
        return Array.from(found)
      } catch (error) {
        throw context.signal.aborted ? cancelled() : error
      }
    },
    dispose
  }
}

async function open(
  { config, file, folder, cacheFolder, excluded }: StudiedModel,
  context: SteadyContext
): Promise<SteadyModel> {
  await startEngine(config.device)
  const classifier: Classifier = await trainClassifier(
    { cacheFolder, excluded },
    { ...context, folder }
  )
  const shelf = createGeneratorShelf()
  try {
    const { graph } = shelf.load(file, config)
    const steering = steeringOf(config, readCheckpoint(file).variables, classifier)
    const dispose = (): void => {
      steering.dispose()
      shelf.dispose()
    }
    return {
      classifier,
      steering: { ...steering, dispose },
      draw: (latents) => drawPictures(graph, latents)
    }
  } catch (error) {
    classifier.dispose()
    shelf.dispose()
    throw error
  }
}

function cancelled(): StudioError {
  return new StudioError('job/cancelled', 'The sum was cancelled.')
}
