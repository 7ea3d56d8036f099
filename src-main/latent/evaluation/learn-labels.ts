import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import type { LabelTask, StudiedModel } from '../../contract/analyst.ts'
import { PICTURE_SIZES } from '../../contract/run-config.ts'
import { openCache, type Cache } from '../../datasets/cache.ts'
import { fingerprint, readEdits } from '../../datasets/edits.ts'
import { startEngine } from '../../engine/tensorflow.ts'
import { readClassifier, saveClassifier } from '../classifier/store.ts'
import type { Eye } from '../../training/metrics/eye.ts'
import { trainClassifier, type ClassifierContext } from '../classifier/train.ts'
import { createLabelEye } from './label-eye.ts'

/** A data set, and what of it a run left out. */
export type LabelledData = Pick<StudiedModel, 'cacheFolder' | 'excluded'>

/**
 * Learns all labels of a data set for evaluations, unless that was done since they were last changed. Takes
 * seconds to minutes. Throws `classifier/*` where there is nothing to be learned, `cache/*`, `job/cancelled`.
 */
export async function learnLabels(
  { cacheFolder, excluded, folder }: Omit<LabelTask, 'job'>,
  context: Pick<ClassifierContext, 'report' | 'signal'>
): Promise<void> {
  const cache = openCache(cacheFolder)
  const file = labelFile(cacheFolder, cache, excluded)
  cache.close()
  if (readClassifier(file)) return
  await startEngine()
  const classifier = await trainClassifier({ cacheFolder, excluded }, { ...context, folder })
  saveClassifier(file, { attributes: [...classifier.attributes], weights: classifier.weights() })
  classifier.dispose()
}

/**
 * The eye that `learnLabels` left for a data set as it is labelled now, `before` where it is that one; undefined
 * where there is none.
 */
export function openLabelEye(
  { cacheFolder, excluded }: LabelledData,
  cache: Cache,
  before: Eye | undefined
): Eye | undefined {
  const file = labelFile(cacheFolder, cache, excluded)
  const name = basename(file)
  if (name === before?.name) return before
  const size = PICTURE_SIZES.find((known) => known === cache.size)
  const saved = readClassifier(file)
  return size && saved && createLabelEye(name, { size, channels: cache.channels }, saved)
}

// Found without going through the labels of all pictures, which takes too long between two pictures of a slider:
// the data set's hash stands for those that it was imported with, its journal for what was changed since.
function labelFile(cacheFolder: string, cache: Cache, excluded: readonly number[]): string {
  const changes = readEdits(cacheFolder)
    .changes()
    .filter(({ kind }) => kind === 'label')
  const key = JSON.stringify([fingerprint(cache.hash, excluded), changes])
  const name = createHash('sha256').update(key).digest('hex').slice(0, 16)
  return join(cacheFolder, `labels-${name}.safetensors`)
}
