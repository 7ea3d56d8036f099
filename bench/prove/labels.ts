import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openCache } from '../../src-main/datasets/cache.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { encodeGrid } from '../../src-main/exports/images.ts'
import { trainClassifier } from '../../src-main/latent/classifier/train.ts'
import { askClasses, askedTable, percent } from './ask-classes.ts'
import { newestModel } from './newest-model.ts'
import type { Proof, ProofOptions } from './proof.ts'
import { atelier } from './through-studio.ts'

const PROJECT = join(import.meta.dirname, '../.cache/prove/labels')
// Digits of 28 px are still told apart at 16, where a step takes a quarter of the time.
const SIZE = 16
const IMAGES = 200_000
const SAMPLES = 200
const COLUMNS = 16
/** What the classifier has to be worth on held-out pictures, and how often it has to see what was asked for. */
const LEAST_ACCURACY = 0.97
const LEAST_OBEYED = 0.95
/** How varied samples of a class have to be, beside real pictures. */
const LEAST_VARIETY = 0.5

/**
 * Whether a CGAN that is trained on a folder of one class each, such as digits, draws the class that it is asked
 * for, as told by a classifier that has learned from the real pictures alone.
 */
export async function proveLabels({ data, say, picture }: ProofOptions): Promise<Proof> {
  const seconds = prepare(data, say)
  await startEngine()
  const { model } = newestModel(PROJECT)
  const [dataset] = readdirSync(join(PROJECT, 'datasets'))
  const { label } = model.config
  const classifier = await trainClassifier(
    { cacheFolder: join(PROJECT, 'datasets', dataset!), excluded: [], attributes: [label] },
    { report: () => undefined, signal: new AbortController().signal, folder: PROJECT }
  )
  const { accuracy } = classifier.attributes[0]!
  const real = openCache(join(PROJECT, 'datasets', dataset!))
  const asked = askClasses(model.file, classifier, real, { samples: SAMPLES, columns: COLUMNS })
  real.close()
  writeFileSync(picture('prove-labels'), await encodeGrid(asked.sheet, SIZE, COLUMNS))
  const { names, obeyed, share, variety } = asked
  return {
    passed: accuracy >= LEAST_ACCURACY && share >= LEAST_OBEYED && variety >= LEAST_VARIETY,
    figures: {
      variety,
      ...{ obeyed: share, classifier: accuracy, samples: SAMPLES * names.length, images: IMAGES },
      ...{
        size: SIZE,
        seconds,
        by_class: Object.fromEntries(names.map((n, at) => [n, obeyed[at]]))
      }
    },
    report: [
      `The preset \`labels\` at ${SIZE} px in grey after ${IMAGES.toLocaleString('en-US')} images, asked for ${SAMPLES} pictures of each class. A classifier that has learned from the real pictures alone, and names ${percent(accuracy)} of those that were held out, sees the class that was asked for in ${percent(share)}; the marks are ${percent(LEAST_ACCURACY)} and ${percent(LEAST_OBEYED)}. Pixels of samples of a class deviate ${percent(variety)} as far as those of real ones, where at least ${percent(LEAST_VARIETY)} are asked for: one good picture a class is no model of it. The picture has a row of each class, with the same z in each column.`,
      '![A row of each class](prove-labels.png)',
      askedTable(asked)
    ].join('\n\n')
  }
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
