import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { classNames, withClass } from '../../src-main/contract/condition.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { encodeGrid } from '../../src-main/exports/images.ts'
import { drawLatents, drawWall, WALL } from '../../src-main/gan/pictures.ts'
import { likeliest } from '../../src-main/latent/classifier/classifier.ts'
import { trainClassifier } from '../../src-main/latent/classifier/train.ts'
import { createGeneratorShelf } from '../../src-main/latent/model.ts'
import { newestModel } from './newest-model.ts'
import type { Proof, ProofOptions } from './proof.ts'
import { atelier } from './through-studio.ts'

const PROJECT = join(import.meta.dirname, '../.cache/prove/labels')
// Digits of 28 px are still told apart at 16, where a step takes a quarter of the time.
const SIZE = 16
const IMAGES = 200_000
const SAMPLES = 200
const SEED = 7
const COLUMNS = 16
/** What the classifier has to be worth on held-out pictures, and how often it has to see what was asked for. */
const LEAST_ACCURACY = 0.97
const LEAST_OBEYED = 0.95

/**
 * Whether a CGAN that is trained on a folder of one class each, such as digits, draws the class that it is asked
 * for, as told by a classifier that has learned from the real pictures alone.
 */
export async function proveLabels({ data, say, picture }: ProofOptions): Promise<Proof> {
  const trained = prepare(data, say)
  await startEngine()
  const { model } = newestModel(PROJECT)
  const [dataset] = readdirSync(join(PROJECT, 'datasets'))
  const { label } = model.config
  const classifier = await trainClassifier(
    { cacheFolder: join(PROJECT, 'datasets', dataset!), excluded: [], attributes: [label] },
    { report: () => undefined, signal: new AbortController().signal, folder: PROJECT }
  )
  const [known] = classifier.attributes
  const { graph, config } = createGeneratorShelf().load(model.file)
  const names = classNames(config)
  const places = drawLatents(config, createRandom(SEED, 1), SAMPLES)
  const sheet: Uint8Array[] = []
  const obeyed = names.map((_, chosen) => {
    const pictures: Uint8Array[] = []
    const asked = places.map((place) => withClass(place, config.latent, chosen))
    for (let from = 0; from < asked.length; from += WALL) {
      pictures.push(...drawWall(graph, asked.slice(from, from + WALL)))
    }
    sheet.push(...pictures.slice(0, COLUMNS))
    const wanted = known!.values.indexOf(names[chosen]!)
    const found = likeliest(classifier.classify(pictures)[0]!, known!.values.length)
    return found.filter((value) => value === wanted).length / SAMPLES
  })
  writeFileSync(picture('prove-labels'), await encodeGrid(sheet, config.size, COLUMNS))
  const share = obeyed.reduce((sum, one) => sum + one, 0) / obeyed.length
  const figures = {
    ...{ obeyed: share, classifier: known!.accuracy, samples: SAMPLES * names.length },
    ...{ images: IMAGES, size: SIZE, seconds: trained, by_class: toRecord(names, obeyed) }
  }
  const passed = known!.accuracy >= LEAST_ACCURACY && share >= LEAST_OBEYED
  return { passed, figures, report: reportOf(names, obeyed, share, known!.accuracy) }
}

// Imports and trains once; gives the seconds of the training, or undefined where it was done before.
function prepare(data: string | undefined, say: ProofOptions['say']): number | undefined {
  if (existsSync(join(PROJECT, 'done'))) return undefined
  if (data === undefined) {
    throw new Error('Give a folder of one class each: npm run prove -- labels --data DIR')
  }
  rmSync(PROJECT, { recursive: true, force: true })
  const project = ['--project', PROJECT]
  const look = ['--name', 'classes', '--size', String(SIZE), '--channels', 'grey']
  say(`Imported: ${String(atelier('import', data, ...project, ...look)['imported'])} pictures`)
  const startedAt = performance.now()
  const length = ['--images', String(IMAGES), '--set', 'evaluate=false']
  atelier('train', ...project, '--dataset', 'classes', '--preset', 'labels', ...length)
  writeFileSync(join(PROJECT, 'done'), '')
  return (performance.now() - startedAt) / 1000
}

function toRecord(names: readonly string[], shares: readonly number[]): Record<string, number> {
  return Object.fromEntries(names.map((name, at) => [name, shares[at]!]))
}

function reportOf(
  names: readonly string[],
  obeyed: readonly number[],
  share: number,
  accuracy: number
): string {
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`
  return [
    `The preset \`labels\` at ${SIZE} px in grey after ${IMAGES.toLocaleString('en-US')} images, asked for ${SAMPLES} pictures of each class. A classifier that has learned from the real pictures alone, and names ${percent(accuracy)} of those that were held out, sees the class that was asked for in ${percent(share)}; the marks are ${percent(LEAST_ACCURACY)} and ${percent(LEAST_OBEYED)}. The picture has a row of each class, with the same z in each column.`,
    '',
    '![A row of each class](prove-labels.png)',
    '',
    '| class | seen as asked for |',
    '|---|---|',
    ...names.map((name, at) => `| ${name} | ${percent(obeyed[at]!)} |`)
  ].join('\n')
}
