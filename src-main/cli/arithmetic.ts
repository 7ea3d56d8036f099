import { resolve } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import { LARGEST_SEED } from '../contract/run-config.ts'
import type { Term } from '../contract/latent.ts'
import { EXIT_DONE, type Command } from './command.ts'
import { exportFile } from './export-file.ts'
import { followJob } from './follow.ts'
import { openModel } from './model.ts'
import { drawSeeds } from './seeds.ts'
import { given, required, whole, wholeList } from './words.ts'

/** The options that are terms. */
const SIGNS: Record<string, 1 | -1> = { plus: 1, minus: -1 }

/** `atelier arithmetic` */
export const arithmetic: Command = {
  summary: 'one row of latent arithmetic: terms of averaged exemplars and their result',
  usage:
    '--project P [--run R] [--checkpoint C] --plus 1,2,3 --minus 4,5,6 --plus 7,8,9 --out row.png',
  help: [
    '--plus S,…   a term to add: one exemplar a seed, averaged; three or more are steady',
    '--minus S,…  a term to take away',
    '             a weight goes before it: --plus 1.5x1,2,3 adds the mean one and a half times',
    '--steady     look for what the terms show, by the labels of the data set, rather than add vectors',
    '--seed S     start of the draw of the neighbours around the result, by default 1',
    '--scale K    whole-number enlargement, by default 4'
  ],
  options: {
    project: { type: 'string' },
    run: { type: 'string' },
    checkpoint: { type: 'string' },
    plus: { type: 'string', multiple: true },
    minus: { type: 'string', multiple: true },
    steady: { type: 'boolean' },
    seed: { type: 'string' },
    out: { type: 'string' },
    scale: { type: 'string' }
  },
  run: async (session) => {
    const { api, words, terminal } = session
    // In the order in which they were written, which is the order of the row.
    const wanted = words.ordered
      .filter(({ name }) => Object.hasOwn(SIGNS, name))
      .map(({ name, value }) => readTerm(name, value))
    if (wanted.length === 0) {
      throw new StudioError('cli/missing', 'There is no term; give --plus or --minus with seeds.')
    }
    const out = resolve(required(words, 'out'))
    const drawing = {
      ...given('seed', whole(words, 'seed', 0, LARGEST_SEED)),
      ...given('scale', whole(words, 'scale', 1, 16))
    }
    // From here on the words are right, and the model is looked for.
    const { model, run } = await openModel(session)
    // One vector a seed, so that a term can be named again: `sample --seed 4 --count 1` shows it.
    const terms: Term[] = []
    for (const { weight, seeds } of wanted) {
      terms.push({ weight, latents: await drawSeeds(api, model, seeds) })
    }
    const steadied = words.values['steady']
      ? await followJob(session, await api.steadyArithmetic({ ...model, terms }))
      : undefined
    const what = {
      kind: 'arithmetic',
      terms,
      ...given('result', steadied?.place),
      ...drawing
    } as const
    const path = await exportFile(session, { ...model, what, out })
    terminal.result(
      {
        path,
        run: run.id,
        checkpoint: run.checkpoint,
        terms: terms.length,
        ...given('z', steadied?.place)
      },
      `${terms.length} terms at ${run.checkpoint} images: ${path}`
    )
    return EXIT_DONE
  }
}

// The contract's limit.
const LARGEST_WEIGHT = 4

function readTerm(name: string, text: string): { weight: number; seeds: number[] } {
  const [, weight = '1', seeds = ''] = /^(?:([^x]*)x)?(.*)$/.exec(text) ?? []
  const amount = Number(weight)
  if (weight.trim() === '' || !(amount >= 0 && amount <= LARGEST_WEIGHT)) {
    throw new StudioError(
      'cli/weight',
      `--${name} cannot be "${text}"; its weight is a number from 0 to ${LARGEST_WEIGHT}, as in 1.5x1,2,3.`
    )
  }
  return { weight: SIGNS[name]! * amount, seeds: wholeList(name, seeds) }
}
