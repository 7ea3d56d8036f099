import { classNames, withClass } from '../../src-main/contract/condition.ts'
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
  /** The first pictures of each class, which have the same z in each. */
  sheet: Uint8Array[]
}

const SEED = 7

/** Asks a checkpoint for `samples` pictures of each class; `columns` of each go onto the sheet. */
export function askClasses(
  file: string,
  classifier: Classifier,
  { samples, columns }: { samples: number; columns: number }
): Asked {
  const shelf = createGeneratorShelf()
  const { graph, config } = shelf.load(file)
  const names = classNames(config)
  const { values } = classifier.attributes[0]!
  const places = drawLatents(config, createRandom(SEED, 1), samples)
  const sheet: Uint8Array[] = []
  const obeyed = names.map((name, chosen) => {
    const pictures: Uint8Array[] = []
    const asked = places.map((place) => withClass(place, config.latent, chosen))
    for (let from = 0; from < asked.length; from += WALL) {
      const drawn = drawWall(graph, asked.slice(from, from + WALL))
      pictures.push(...asShown(config, drawn))
    }
    sheet.push(...pictures.slice(0, columns))
    const found = likeliest(classifier.classify(pictures)[0]!, values.length)
    return found.filter((value) => value === values.indexOf(name)).length / samples
  })
  shelf.dispose()
  return { names, obeyed, share: obeyed.reduce((sum, one) => sum + one, 0) / names.length, sheet }
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
