import { resolve } from 'node:path'
import { REPORT_FORMATS } from '../contract/exports.ts'
import type { Run } from '../contract/models.ts'
import { EXIT_DONE, type Command } from './command.ts'
import { findRun, openProject } from './find.ts'
import { followJob } from './follow.ts'
import { oneOf, optional, required } from './words.ts'

/** `atelier report` */
export const report: Command = {
  summary: 'runs as a page to read, as tables, or for TensorBoard',
  usage: '--project P [--runs R,R] --format html|csv|json|tensorboard --out FILE',
  help: [
    '--runs R,…  ids or names, by default every run of the project',
    '--format F  html: one page that needs nothing else: curves, grids, settings, verdicts',
    '            csv: runs, training and evaluations as tables; json: the same as one document',
    '            tensorboard: a folder for tensorboard --logdir',
    '--out FILE  of csv and tensorboard a new folder, or a name that ends with .zip'
  ],
  options: {
    project: { type: 'string' },
    runs: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' }
  },
  run: async (session) => {
    const { words, terminal, api } = session
    const format = oneOf('format', required(words, 'format'), REPORT_FORMATS)
    const out = resolve(required(words, 'out'))
    const state = await openProject(session)
    const named = optional(words, 'runs')?.split(',')
    const runs: Run[] = named ? named.map((word) => findRun(state, word)) : state.runs
    // Of an empty project this says that there is none.
    if (runs.length === 0) findRun(state, undefined)
    const ids = runs.map(({ id }) => id)
    await followJob(session, await api.exportRuns({ runs: ids, format, out }))
    terminal.result({ path: out, runs: ids, format }, `${runs.length} runs as ${format}: ${out}`)
    return EXIT_DONE
  }
}
