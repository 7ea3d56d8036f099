import { StudioError } from '../../contract/errors.ts'
import { PICTURE_SIZES } from '../../contract/run-config.ts'
import { createBreather } from '../../datasets/breathe.ts'
import { openCache, type Cache } from '../../datasets/cache.ts'
import { fingerprint } from '../../datasets/edits.ts'
import { isOptimizerState } from '../../engine/optimizers/optimizer.ts'
import { classifyWith, type Classifier, type KnownAttribute } from './classifier.ts'
import { chooseHeads } from './heads.ts'
import { learn } from './learn.ts'
import { captureClassifier, type ClassifierGraph, type PictureShape } from './network.ts'
import { classifierFile, readClassifier, saveClassifier } from './store.ts'

/** What a classifier learns from. */
export interface ClassifierTask {
  cacheFolder: string
  /** Numbers of pictures that do not count. */
  excluded: readonly number[]
  /** Attributes to know; all that can be learned where it is not given. */
  attributes?: readonly string[]
}

/** What surrounds its training. */
export interface ClassifierContext {
  report(done: number, total: number): void
  signal: AbortSignal
  /** Where an earlier one is looked for, and this one kept. */
  folder?: string
}

const SEED = 1

/**
 * Trains a classifier of a data set's attributes on its labels, or takes the one that was kept for the same
 * pictures and labels. Throws `classifier/*`, `cache/*`, and `job/cancelled` where the signal says so.
 */
export async function trainClassifier(
  { cacheFolder, excluded, attributes }: ClassifierTask,
  { report, signal, folder }: ClassifierContext
): Promise<Classifier> {
  const cache = openCache(cacheFolder)
  try {
    const shape = shapeOf(cache)
    const left = new Set(excluded)
    const pictures = Array.from({ length: cache.count }, (_, i) => i).filter((i) => !left.has(i))
    const { heads, leftOut } = chooseHeads(cache, pictures, attributes)
    const counts = heads.map(({ values }) => values.length)
    const file = folder && classifierFile(folder, fingerprint(cache.hash, excluded), heads)
    const saved = file && readClassifier(file)
    const graph = captureClassifier(shape, counts, SEED)
    let known: KnownAttribute[]
    try {
      if (saved) graph.write(saved.weights)
      known = saved
        ? saved.attributes
        : await learn(graph, { cache, heads, pictures, seed: SEED }, report, createBreather(signal))
    } catch (error) {
      graph.dispose()
      throw signal.aborted ? cancelled() : error
    }
    if (file && !saved) saveClassifier(file, { attributes: known, weights: weightsOf(graph) })
    return {
      ...shape,
      attributes: known,
      leftOut,
      classify: (some) => classifyWith(graph, shape, counts, some),
      weights: () => weightsOf(graph),
      dispose: graph.dispose
    }
  } finally {
    cache.close()
  }
}

function weightsOf(graph: ClassifierGraph): Map<string, Float32Array> {
  return new Map([...graph.read()].filter(([name]) => !isOptimizerState(name)))
}

function shapeOf({ form, size, channels }: Cache): PictureShape {
  const known = PICTURE_SIZES.find((one) => one === size)
  if (form === 'pictures' && known) return { size: known, channels }
  throw new StudioError(
    'classifier/form',
    `Attributes are learned from pictures of ${PICTURE_SIZES.join(', ')} pixels, and this data set holds ${form} of ${size}; choose one of those.`
  )
}

function cancelled(): StudioError {
  return new StudioError(
    'job/cancelled',
    'Learning the attributes was cancelled; nothing of it was kept.'
  )
}
