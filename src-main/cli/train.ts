import { parseAssignment } from '../contract/config-fields.ts'
import { MOST_THREADS } from '../contract/run-config.ts'
import { PRESETS } from '../contract/presets.ts'
import type { Command, Words } from './command.ts'
import { findDataset, openProject } from './find.ts'
import { followRun } from './follow.ts'
import { given, optional, repeated, required, whole } from './words.ts'

/** `atelier train` */
export const train: Command = {
  summary: 'train a model on a data set',
  usage:
    '--project P --dataset N [--preset dcgan] [--images 20000] [--seed 1] [--threads T] [--device cpu] [--set key=value]… [--name R]',
  help: [
    '--dataset N      name or id of a data set of the project',
    `--preset NAME    ${Object.keys(PRESETS).join(' or ')}; by default dcgan`,
    '--images I       training length: pictures seen in all, repeats counted',
    '--seed S         start of every random draw',
    '--threads T      threads of the arithmetic; by default the fastest number, found by trial steps',
    '--device D       cpu or gpu; a GPU that is asked for and absent is an error',
    '--set key=value  any setting, may be repeated; see: atelier settings',
    '--name R         name of the run',
    'Ctrl-C stops with a checkpoint.'
  ],
  options: {
    project: { type: 'string' },
    dataset: { type: 'string' },
    preset: { type: 'string', default: 'dcgan' },
    images: { type: 'string' },
    seed: { type: 'string' },
    threads: { type: 'string' },
    device: { type: 'string' },
    set: { type: 'string', multiple: true },
    name: { type: 'string' }
  },
  run: async (session) => {
    const { api, words } = session
    // Before the project is made on first use: a mistyped setting should leave nothing behind.
    const changes = readChanges(words)
    const threads = whole(words, 'threads', 1, MOST_THREADS)
    const name = required(words, 'dataset')
    const dataset = findDataset(await openProject(session), name)
    const run = await api.startRun({
      dataset: dataset.id,
      preset: required(words, 'preset'),
      changes: { ...changes, ...given('threads', threads) },
      ...given('name', optional(words, 'name'))
    })
    // The exit code is the run's: 0 only when it has seen every image.
    return await followRun(session, run)
  }
}

// Options that are short for the settings of those names.
const SHORT = ['images', 'seed', 'device']

function readChanges(words: Words): Record<string, string | number | boolean> {
  const short = SHORT.flatMap((name) => {
    const value = optional(words, name)
    return value === undefined ? [] : [`${name}=${value}`]
  })
  return Object.fromEntries([...short, ...repeated(words, 'set')].map(parseAssignment))
}
