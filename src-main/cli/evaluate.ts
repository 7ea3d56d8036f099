import type { Evaluation, Measure } from '../contract/evaluation.ts'
import { EXIT_DONE, type Command } from './command.ts'
import { followJob } from './follow.ts'
import { openModel } from './model.ts'
import { given, whole } from './words.ts'

// What `evaluateRun` takes.
const LEAST_SAMPLES = 64
const MOST_SAMPLES = 50_000

/** `atelier evaluate` */
export const evaluate: Command = {
  summary: 'measures of a checkpoint: distances, coverage, repetitions, each beside real pictures',
  usage: '--project P [--run R] [--checkpoint C] [--samples 1000]',
  help: [
    '--run R         id or name of the run; by default the newest',
    '--checkpoint C  images seen; by default the newest',
    '--samples N     by default 1000; more take longer and tell more finely',
    'Labels of the data set are learned for it once, where there are any.'
  ],
  options: {
    project: { type: 'string' },
    run: { type: 'string' },
    checkpoint: { type: 'string' },
    samples: { type: 'string' }
  },
  run: async (session) => {
    const { api, words, terminal } = session
    const samples = whole(words, 'samples', LEAST_SAMPLES, MOST_SAMPLES)
    const { model, run } = await openModel(session)
    await followJob(session, await api.evaluateRun({ ...model, ...given('samples', samples) }))
    const evaluation = (await api.getEvaluations({ run: run.id })).find(
      ({ images }) => images === run.checkpoint
    )!
    terminal.result(evaluation, tell(evaluation))
    return EXIT_DONE
  }
}

function tell({ images, measures, classes, seconds }: Evaluation): string {
  const histograms = classes.flatMap(({ attribute, values }) => [
    `${attribute}, generated beside real:`,
    ...values.map(
      ({ value, generated, real }) =>
        `  ${value.padEnd(26)} ${percent(generated)}  ${percent(real)}`
    )
  ])
  return [
    `${images} images, measured in ${seconds.toFixed(1)} s:`,
    ...measures.map(line),
    ...histograms
  ].join('\n')
}

function line({ title, value, real, samples, reals }: Measure): string {
  const unit = real === undefined ? '' : `real beside real ${number(real)}; `
  return `  ${title.padEnd(30)} ${number(value).padStart(9)}  (${unit}${samples} samples, ${reals} real)`
}

const number = (value: number): string => value.toPrecision(4)
const percent = (share: number): string => `${(100 * share).toFixed(1).padStart(5)} %`
