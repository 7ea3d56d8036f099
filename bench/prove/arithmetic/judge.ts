import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openCache } from '../../../src-main/datasets/cache.ts'
import { itemBytes } from '../../../src-main/datasets/forms/bytes.ts'
import { buildSampleSet } from '../../../src-main/datasets/samples/build.ts'
import {
  likeliest,
  type Classifier,
  type KnownAttribute
} from '../../../src-main/latent/classifier/classifier.ts'
import { trainClassifier } from '../../../src-main/latent/classifier/train.ts'
import { CACHE } from './project.ts'

/** Draws a set of avatars into the cache, or takes the one that is there. */
export async function drawAvatars(size: number, count: number, seed: number): Promise<string> {
  const cacheFolder = join(CACHE, `avatars-${size}-${count}-${seed}`)
  if (!existsSync(cacheFolder)) {
    await buildSampleSet({ kind: 'avatars', size, count, seed, cacheFolder })
  }
  return cacheFolder
}

/** A classifier of all labels of a data set, kept in the cache. */
export function learnLabels(
  cacheFolder: string,
  what: string,
  say: (line: string) => void
): Promise<Classifier> {
  let told = -1
  const report = (done: number, total: number): void => {
    const tenth = Math.floor((10 * done) / total)
    if (tenth === told) return
    told = tenth
    say(`${what}: ${tenth * 10} %`)
  }
  const { signal } = new AbortController()
  const folder = join(CACHE, 'learned')
  return trainClassifier({ cacheFolder, excluded: [] }, { report, signal, folder })
}

/** The share of a labelled set's pictures whose value a classifier names, by attribute. */
export function examine(classifier: Classifier, cacheFolder: string): Record<string, number> {
  const cache = openCache(cacheFolder)
  const length = itemBytes(cache)
  const pictures = Array.from({ length: cache.count }, (_, picture) => {
    const bytes = new Uint8Array(length)
    cache.read([picture], bytes)
    return bytes
  })
  const seen = look(classifier, pictures)
  const shares = classifier.attributes.map(({ attribute, values }, head) => {
    const right = pictures.filter(
      (_, i) => values[seen[head]![i]!] === cache.labels(i)[attribute]
    ).length
    return [attribute, right / pictures.length] as const
  })
  cache.close()
  return Object.fromEntries(shares)
}

/** The place of each picture's likeliest value, by attribute. */
export function look(classifier: Classifier, pictures: readonly Uint8Array[]): Uint8Array[] {
  return classifier
    .classify(pictures)
    .map((found, head) => likeliest(found, classifier.attributes[head]!.values.length))
}

/** The place of an attribute among those known. */
export function placeOf(attributes: readonly KnownAttribute[], name: string): number {
  return attributes.findIndex(({ attribute }) => attribute === name)
}
