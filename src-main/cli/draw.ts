import { SAMPLE_SETS, type SampleSetKind } from '../contract/dataset-limits.ts'
import { StudioError } from '../contract/errors.ts'
import { LARGEST_SEED } from '../contract/run-config.ts'
import { EXIT_DONE, type Command } from './command.ts'
import { openProject } from './find.ts'
import { followJob } from './follow.ts'
import { readSize } from './import.ts'
import { given, optional, whole } from './words.ts'

/** `atelier draw` */
export const drawSampleSet: Command = {
  summary: 'make a data set of pictures that the studio draws itself',
  usage: 'KIND --project P [--name N] [--size 32] [--count 2000] [--seed 1]',
  help: [
    `KIND         ${SAMPLE_SETS.join(', ')}`,
    '--project P  the project folder, made on first use',
    '--name N     name of the data set; by default that of the kind',
    '--size S     width and height in pixels; by default 32',
    '--count C    how many; by default 2000',
    '--seed S     the same seed draws the same pictures; by default 1'
  ],
  options: {
    project: { type: 'string' },
    name: { type: 'string' },
    size: { type: 'string', default: '32' },
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' }
  },
  positionals: 1,
  run: async (session) => {
    const { api, words, terminal } = session
    const kind = readKind(words.positionals[0])
    const size = readSize(session)
    const count = whole(words, 'count', 16, 200_000)!
    const seed = whole(words, 'seed', 0, LARGEST_SEED)!
    await openProject(session)
    const named = given('name', optional(words, 'name'))
    const job = await api.createSampleSet({ kind, size, count, seed, ...named })
    const { dataset: id } = await followJob(session, job)
    const { name } = (await api.getState({})).datasets.find((dataset) => dataset.id === id)!
    terminal.result({ dataset: id, name, drawn: count }, `${name} (${id}): ${count} of ${size} px`)
    return EXIT_DONE
  }
}

function readKind(word = ''): SampleSetKind {
  const kind = SAMPLE_SETS.find((candidate) => candidate === word)
  if (kind) return kind
  throw new StudioError(
    'cli/kind',
    `What to draw cannot be "${word}"; it is one of ${SAMPLE_SETS.join(', ')}.`
  )
}
