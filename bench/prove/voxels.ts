import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCacheWriter } from '../../src-main/datasets/cache-writer.ts'
import { drawItem } from '../../src-main/datasets/forms/draw.ts'
import { createVoxels } from '../../src-main/datasets/samples/voxels.ts'
import { openCache } from '../../src-main/datasets/cache.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { encodeGrid } from '../../src-main/exports/images.ts'
import { trainClassifier } from '../../src-main/latent/classifier/train.ts'
import { askClasses, askedTable, percent } from './ask-classes.ts'
import { newestModel } from './newest-model.ts'
import type { Proof, ProofOptions } from './proof.ts'
import { trainOnce } from './train-once.ts'
import { atelier } from './through-studio.ts'

const PROJECT = join(import.meta.dirname, '../.cache/prove/voxels')
const SIZE = 16
// Solids are drawn four times as large.
const SHOWN = 64
const IMAGES = 150_000
const SOLIDS = 4_000
const SAMPLES = 100
const COLUMNS = 12
const LEAST_OBEYED = 0.85
// Beside real pictures of a kind.
const LEAST_VARIETY = 0.5
// Of the solids that the classifier learns from, which are others than the generator's.
const OTHER_SEED = 2

/**
 * Whether a 3D-GAN of 16³ draws the kind of solid that it is asked for, as told by a classifier that has learned
 * from shaded pictures of other real ones; with a row of arithmetic on solids.
 */
export async function proveVoxels({ say, picture }: ProofOptions): Promise<Proof> {
  const seconds = prepare(say)
  await startEngine()
  const cacheFolder = join(PROJECT, 'shaded')
  if (!existsSync(cacheFolder)) await shade(cacheFolder)
  const classifier = await trainClassifier(
    { cacheFolder, excluded: [], attributes: ['kind'] },
    { report: () => undefined, signal: new AbortController().signal, folder: PROJECT }
  )
  const { accuracy } = classifier.attributes[0]!
  const { model } = newestModel(PROJECT)
  const real = openCache(cacheFolder)
  const asked = askClasses(model.file, classifier, real, { samples: SAMPLES, columns: COLUMNS })
  real.close()
  writeFileSync(picture('prove-voxels'), await encodeGrid(asked.sheet, SHOWN, COLUMNS))
  const row = join(PROJECT, 'arithmetic.png')
  const terms = ['--plus', '1,2,3', '--minus', '4,5,6', '--plus', '7,8,9']
  atelier('arithmetic', '--project', PROJECT, ...terms, '--out', row)
  copyFileSync(row, picture('prove-voxels-arithmetic'))
  const { names, obeyed, share, variety } = asked
  return {
    passed: share >= LEAST_OBEYED && variety >= LEAST_VARIETY,
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
      `The preset \`voxels\` with \`label=kind\` at ${SIZE}³ after ${IMAGES.toLocaleString('en-US')} images of ${SOLIDS.toLocaleString('en-US')} drawn solids, asked for ${SAMPLES} of each kind. A classifier that has learned from shaded pictures of others, and names ${percent(accuracy)} of those that were held out, sees the kind that was asked for in ${percent(share)}; the mark is ${percent(LEAST_OBEYED)}. Pixels of samples of a class deviate ${percent(variety)} as far as those of real ones, where at least ${percent(LEAST_VARIETY)} are asked for: one good picture a class is no model of it. The picture has a row of each kind, with the same z in each column; below it is a sum of three terms, each the mean of three solids and its kinds.`,
      '![A row of each kind](prove-voxels.png)',
      '![Arithmetic on solids](prove-voxels-arithmetic.png)',
      askedTable(asked)
    ].join('\n\n')
  }
}

// Draws and trains once; gives the seconds of the training, or undefined where it was done before.
function prepare(say: ProofOptions['say']): number | undefined {
  return trainOnce(PROJECT, {
    makeData(project) {
      const look = ['--name', 'solids', '--size', String(SIZE), '--count', String(SOLIDS)]
      atelier('draw', 'voxels', ...project, ...look)
      say(`Training on ${SOLIDS} solids`)
    },
    train: [
      ...['--dataset', 'solids', '--preset', 'voxels'],
      ...['--set', 'label=kind', '--images', String(IMAGES)]
    ]
  })
}

async function shade(cacheFolder: string): Promise<void> {
  const solids = createVoxels(OTHER_SEED, SIZE)
  const writer = await createCacheWriter(cacheFolder, {
    form: 'pictures',
    size: SHOWN,
    channels: 3
  })
  for (let index = 0; index < SOLIDS; index++) {
    const { pixels, labels } = solids.draw(index)
    await writer.add(drawItem(solids.shape, pixels).pixels, labels)
  }
  await writer.finish()
}
