import { parseAssignment } from '../contract/config-fields.ts'
import { StudioError } from '../contract/errors.ts'
import { CHOOSING_MEASURE } from '../contract/evaluation.ts'
import { readVaried } from '../contract/experiment-text.ts'
import { MOST_EXPERIMENT_RUNS, type Axis, type Range, type Search } from '../contract/experiment.ts'
import type { Run } from '../contract/models.ts'
import { EXIT_DONE, EXIT_FAILED, type Command, type Session, type Words } from './command.ts'
import { findDataset, openProject } from './find.ts'
import { followJob, followRun } from './follow.ts'
import { given, optional, repeated, required, whole } from './words.ts'

const MOST_SEEDS = 16
const MEASURED_SAMPLES = 1_000

/** `atelier experiment` */
export const experiment: Command = {
  summary: 'train with every combination of some settings, with several seeds',
  usage:
    '--project P --dataset N --vary key=A,B… [--vary …] [--seeds 3] [--draws D] [--preset dcgan] [--set key=value]… [--name E]',
  help: [
    '--vary key=A,B   values to try of a setting, may be repeated: every combination is trained',
    '--draws D        D random combinations instead; then also two ends: --vary generatorRate=1e-5..1e-3',
    `--seeds S        how often each is trained, with the seeds 1 to S; by default 1, at most ${MOST_SEEDS}`,
    '--set key=value  a setting that all runs share, may be repeated',
    '--name E         by default the data set and what is varied',
    'Each run’s last checkpoint is measured at its end. Ctrl-C stops the run that trains and takes out the rest.'
  ],
  options: {
    project: { type: 'string' },
    dataset: { type: 'string' },
    preset: { type: 'string', default: 'dcgan' },
    vary: { type: 'string', multiple: true },
    draws: { type: 'string' },
    seeds: { type: 'string' },
    set: { type: 'string', multiple: true },
    name: { type: 'string' }
  },
  run: async (session) => {
    const { api, words, terminal, interrupted } = session
    const search = readSearch(words)
    const seeds = whole(words, 'seeds', 1, MOST_SEEDS) ?? 1
    const changes = Object.fromEntries(repeated(words, 'set').map(parseAssignment))
    const dataset = findDataset(await openProject(session), required(words, 'dataset'))
    const made = await api.startExperiment({
      ...{ dataset: dataset.id, preset: required(words, 'preset'), changes, search },
      seeds: Array.from({ length: seeds }, (_, at) => at + 1),
      ...given('name', optional(words, 'name'))
    })
    const { runs: all } = await api.getState({})
    const runs = all.filter((run) => run.experiment === made.id)
    terminal.note(`“${made.name}”: ${runs.length} runs.`)
    const ends: number[] = []
    for (const run of runs) {
      if (interrupted.aborted) await api.stopRun({ run: run.id })
      else ends.push(await trainOne(session, run))
    }
    const isWhole = ends.length === runs.length && ends.every((code) => code === EXIT_DONE)
    const keys = [...search.axes, ...('ranges' in search ? search.ranges : [])].map(
      ({ key }) => key
    )
    const rows = await Promise.all(runs.map((run) => rowOf(session, run, keys)))
    terminal.result(
      { experiment: made.id, runs: rows },
      rows
        .map((row) =>
          Object.entries(row)
            .map(([key, value]) => `${key} ${value}`)
            .join('  ')
        )
        .join('\n')
    )
    return isWhole ? EXIT_DONE : EXIT_FAILED
  }
}

function readSearch(words: Words): Search {
  const parts = repeated(words, 'vary').map((text) => {
    const at = text.indexOf('=')
    return readVaried(at < 0 ? text : text.slice(0, at), at < 0 ? '' : text.slice(at + 1))
  })
  const axes = parts.filter((part): part is Axis => 'values' in part)
  const ranges = parts.filter((part): part is Range => 'least' in part)
  const count = whole(words, 'draws', 1, MOST_EXPERIMENT_RUNS)
  if (count !== undefined) return { kind: 'random', axes, ranges, count, seed: 1 }
  const [range] = ranges
  if (range) {
    throw new StudioError(
      'cli/draws',
      `"${range.key}" has two ends, between which something must be drawn; give single values, or --draws.`
    )
  }
  return { kind: 'grid', axes }
}

async function trainOne(session: Session, run: Run): Promise<number> {
  const code = await followRun(session, run)
  const saved = await session.api.getCheckpoints({ run: run.id })
  // What is measured in the background may not have come to the end.
  if (code === EXIT_DONE && saved.length > 0) {
    await followJob(
      session,
      await session.api.evaluateRun({ run: run.id, samples: MEASURED_SAMPLES })
    )
  }
  return code
}

async function rowOf(
  { api }: Session,
  { id }: Run,
  keys: readonly string[]
): Promise<Record<string, string | number | boolean | null>> {
  const run = (await api.getState({})).runs.find((one) => one.id === id)!
  const settings: Record<string, unknown> = run.config
  const measures = (await api.getEvaluations({ run: id })).at(-1)?.measures
  const quality = measures?.find((measure) => measure.id === CHOOSING_MEASURE)?.value
  const varied = keys.map((key) => [key, settings[key] as string | number | boolean])
  return {
    run: id,
    ...Object.fromEntries(varied),
    ...{ seed: run.config.seed, state: run.state, images: run.images },
    [CHOOSING_MEASURE]: quality === undefined ? null : Number(quality.toPrecision(4))
  }
}
