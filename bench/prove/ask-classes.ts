import { classNames, withClass } from '../../src-main/contract/condition.ts'
import type { Cache } from '../../src-main/datasets/cache.ts'
import { itemBytes } from '../../src-main/datasets/forms/bytes.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { asShown } from '../../src-main/gan/shown.ts'
import { drawLatents, drawWall, WALL } from '../../src-main/gan/pictures.ts'
import { likeliest, type Classifier } from '../../src-main/latent/classifier/classifier.ts'
import { createGeneratorShelf } from '../../src-main/latent/model.ts'

/** What a generator draws when it is asked for its classes one by one. */
export interface Asked {
  names: string[]
  /** Of each class, the share of samples in which the classifier sees it. */
  obeyed: number[]
  /** Of all. */
  share: number
  /**
   * How varied samples of a class are beside real pictures of it: their pixels' standard deviations, samples by
   * real, the mean over classes; 0 where all samples of a class are the same picture.
   */
  variety: number
  /** The first pictures of each class, which have the same z in each. */
  sheet: Uint8Array[]
}

const SEED = 7

/** Asks a checkpoint for `samples` pictures of each class; `columns` of each go onto the sheet. */
export function askClasses(
  file: string,
  classifier: Classifier,
  real: Cache,
  { samples, columns }: { samples: number; columns: number }
): Asked {
  const shelf = createGeneratorShelf()
  const { graph, config } = shelf.load(file)
  const names = classNames(config)
  const { values } = classifier.attributes[0]!
  const places = drawLatents(config, createRandom(SEED, 1), samples)
  const sheet: Uint8Array[] = []
  const varieties: number[] = []
  const obeyed = names.map((name, chosen) => {
    const pictures: Uint8Array[] = []
    const asked = places.map((place) => withClass(place, config.latent, chosen))
    for (let from = 0; from < asked.length; from += WALL) {
      const drawn = drawWall(graph, asked.slice(from, from + WALL))
      pictures.push(...asShown(config, drawn))
    }
    sheet.push(...pictures.slice(0, columns))
    const label = classifier.attributes[0]!.attribute
    varieties.push(deviation(pictures) / deviation(ofClass(real, label, name, samples)))
    const found = likeliest(classifier.classify(pictures)[0]!, values.length)
    return found.filter((value) => value === values.indexOf(name)).length / samples
  })
  shelf.dispose()
  return { names, obeyed, share: mean(obeyed), variety: mean(varieties), sheet }
}

// The first real pictures of a class.
function ofClass(real: Cache, label: string, name: string, count: number): Uint8Array[] {
  const length = itemBytes(real)
  const numbers = Array.from({ length: real.count }, (_, at) => at)
  return numbers
    .filter((at) => real.labels(at)[label] === name)
    .slice(0, count)
    .map((at) => {
      const bytes = new Uint8Array(length)
      real.read([at], bytes)
      return bytes
    })
}

// The root of the mean variance of a pixel, in levels of 255.
function deviation(pictures: readonly Uint8Array[]): number {
  const variances = Array.from(pictures[0]!, (_, at) => {
    const values = pictures.map((picture) => picture[at]!)
    const middle = mean(values)
    return mean(values.map((value) => (value - middle) ** 2))
  })
  return Math.sqrt(mean(variances))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length
}

/** A table of them for people. */
export function askedTable({ names, obeyed }: Asked): string {
  return [
    '| class | seen as asked for |',
    '|---|---|',
    ...names.map((name, at) => `| ${name} | ${percent(obeyed[at]!)} |`)
  ].join('\n')
}

/** A share in words. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
