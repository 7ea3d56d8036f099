import { measureRun, type RunFigures } from './metrics/measure-run.ts'
import { runOf, smallRun } from './metrics/runs.ts'
import type { Proof, ProofOptions } from './proof.ts'

// How well random features have to rank checkpoints as a classifier does, and how near 1 real pictures have to
// lie beside real ones.
const LEAST_SPEARMAN = 0.8
const UNIT = 0.15

/**
 * Whether the Fréchet distance in random features ranks the checkpoints of the newest runs of some projects, and
 * of a run of 16 px that is trained for it, as that in a classifier's features does.
 */
export async function proveMetrics({ projects, say }: ProofOptions): Promise<Proof> {
  const runs = [await smallRun(), ...projects.map(runOf)]
  const figures: RunFigures[] = []
  for (const run of runs) figures.push(await measureRun(run, say))
  return {
    passed: figures.every(
      ({ spearman, realBesideReal }) =>
        spearman >= LEAST_SPEARMAN &&
        ['frechet-random', 'quality', 'coverage', 'density'].every(
          (id) => Math.abs(realBesideReal[id]! - 1) <= UNIT
        )
    ),
    figures,
    report: [...INTRODUCTION, ...summary(figures), ...figures.flatMap(tableOf)].join('\n')
  }
}

const INTRODUCTION = [
  'Every metric is held to an implementation that is not ours (`test/training/metrics/reference.py`), and moves as it should on pictures that are blurred, noisy, repeated, faded, copied, or of fewer kinds (`degraded.test.ts`). Here they rank real checkpoints. 1,000 samples beside 1,000 real pictures; the nearest training picture is sought among 5,000.',
  '',
  '- **Random features.** Three convolutional networks with fixed random weights (arXiv:2208.09218), 64 numbers each for where things are (a projection of the last 4 x 4 map) and 64 for what they are made of (means and deviations of every map). Each number is standardised by the real pictures. With the former alone the distance saw blur and noise half as well beside what chance does.',
  '- **Quality**, by which the best checkpoint is marked, is the Fréchet distance divided by coverage. The Fréchet distance knows mean and spread only, and a generator that leaves out kinds of pictures can match these; coverage does not see how far off samples are (blur leaves it as it is). Of 30 pictures repeated ten times coverage is less than half, so that their quality is more than twice as bad as their distance alone says. It is made in random features even where there are labels, so that all checkpoints of a run compare, whether they were measured before or after a classifier was learned.',
  '- **Real beside real.** Every figure stands beside the same between two halves of the real pictures, of as many samples: a Fréchet distance of few samples comes out too large, by the same for both.'
]

function summary(figures: readonly RunFigures[]): string[] {
  const rows = figures.map(
    ({ name, images, spearman, realBesideReal: real, seconds, pieces }) =>
      `| ${name} | ${images.length} | ${spearman.toFixed(2)} | ${real['frechet-random']!.toFixed(2)} | ${real['quality']!.toFixed(2)} | ${real['coverage']!.toFixed(2)} | ${seconds.later.toFixed(1)} (${seconds.first.toFixed(1)}) | ${pieces.p95.toFixed(0)} (${pieces.most.toFixed(0)}) |`
  )
  return [
    '',
    '| run | checkpoints | Spearman of random features and labels | real beside real: Fréchet | quality | coverage | seconds (the first, which looks at 5,000 real pictures) | ms a piece, p95 (most) |',
    '|---|---|---|---|---|---|---|---|',
    ...rows
  ]
}

const COLUMNS = {
  quality: 'quality',
  'frechet-random': 'Fréchet',
  'frechet-labels': 'by labels',
  'kid-random': 'kernel',
  coverage: 'coverage',
  density: 'density',
  recall: 'recall',
  diversity: 'diversity',
  duplicates: 'duplicates',
  'nearest-training': 'nearest'
}

function tableOf({ name, images, measures }: RunFigures): string[] {
  const rows = images.map((count, at) => {
    const cells = Object.keys(COLUMNS).map((id) => measures[id]![at]!.toPrecision(3))
    return `| ${count} | ${cells.join(' | ')} |`
  })
  const titles = Object.values(COLUMNS)
  return [
    '',
    `## ${name}`,
    '',
    `| images | ${titles.join(' | ')} |`,
    `|${'---|'.repeat(titles.length + 1)}`,
    ...rows
  ]
}
