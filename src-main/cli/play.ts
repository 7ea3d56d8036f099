import { parseAssignment } from '../contract/config-fields.ts'
import {
  MOST_ITERATIONS,
  PLAY_PRESETS,
  PLAY_TARGETS,
  type PlayPresetId,
  type PlayReached,
  type PlayResult
} from '../contract/play.ts'
import { median } from '../contract/median.ts'
import { EXIT_DONE, type Command } from './command.ts'
import { StudioError } from '../contract/errors.ts'
import { followJob } from './follow.ts'
import { given, oneOf, optional, repeated, whole } from './words.ts'

const MOST_SEEDS = 32

/** `atelier play` */
export const play: Command = {
  summary: 'train toys: points of one or two dimensions, by the losses and stabilisers of runs',
  usage: `${PLAY_TARGETS.join('|')} [--preset plain] [--loss L] [--set key=value]… [--seeds 10] [--iterations 20000]`,
  help: [
    ...Object.entries(PLAY_PRESETS).map(([id, { help }]) => `--preset ${id.padEnd(9)} ${help}`),
    '--loss L           short for --set loss=L',
    '--set key=value    any setting of a run that is not about pictures, may be repeated',
    `--seeds S          trained once with each of the seeds 1 to S; by default 1, at most ${MOST_SEEDS}`,
    '--iterations I     training steps of each; by default 20000',
    'Told of each: modes reached, share of samples within three deviations of one, KL(generated ‖ data) over modes.'
  ],
  options: {
    preset: { type: 'string', default: 'plain' },
    loss: { type: 'string' },
    set: { type: 'string', multiple: true },
    seeds: { type: 'string' },
    iterations: { type: 'string' }
  },
  positionals: 1,
  run: async (session) => {
    const { api, words, terminal } = session
    const [word] = words.positionals
    if (word === undefined) {
      throw new StudioError('cli/missing', 'The target is missing; see: atelier help play')
    }
    const target = oneOf('target', word, PLAY_TARGETS)
    const presets = Object.keys(PLAY_PRESETS) as PlayPresetId[]
    const preset = oneOf('preset', optional(words, 'preset')!, presets)
    const loss = optional(words, 'loss')
    const assigned = [...(loss === undefined ? [] : [`loss=${loss}`]), ...repeated(words, 'set')]
    const seeds = whole(words, 'seeds', 1, MOST_SEEDS) ?? 1
    const iterations = whole(words, 'iterations', 1, MOST_ITERATIONS)
    const job = await api.startPlay({
      ...{ target, preset, changes: Object.fromEntries(assigned.map(parseAssignment)) },
      seeds: Array.from({ length: seeds }, (_, at) => at + 1),
      ...given('iterations', iterations)
    })
    await followJob(session, job)
    const results = await api.getPlay({ job: job.id })
    for (const result of results) {
      terminal.record(recordOf(result))
      terminal.print(lineOf(result))
    }
    const middle = mediansOf(results)
    terminal.result(
      { target, preset, seeds: results.length, ...figuresOf(middle) },
      medianLine(middle, results.length)
    )
    return EXIT_DONE
  }
}

function recordOf({ seed, reached, accuracy, generatorGradient, iterationsPerSecond }: PlayResult) {
  return {
    seed,
    ...figuresOf(reached),
    ...{ accuracy, generator_gradient: generatorGradient },
    iterations_per_second: iterationsPerSecond
  }
}

function figuresOf(reached: PlayReached | undefined) {
  if (!reached) return {}
  const { modes, of, highQuality, reverseKl } = reached
  return { modes, of, high_quality: highQuality, reverse_kl: reverseKl }
}

// Of all seeds; none where the target is no mixture.
function mediansOf(results: readonly PlayResult[]): PlayReached | undefined {
  const found = results.flatMap(({ reached }) => reached ?? [])
  const of = (key: 'modes' | 'highQuality' | 'reverseKl'): number =>
    median(found.map((each) => each[key]))
  return (
    found[0] && {
      of: found[0].of,
      modes: of('modes'),
      highQuality: of('highQuality'),
      reverseKl: of('reverseKl')
    }
  )
}

function medianLine(middle: PlayReached | undefined, seeds: number): string {
  return middle && seeds > 1 ? `in the median: ${reachedWords(middle)}` : ''
}

function reachedWords({ modes, of, highQuality, reverseKl }: PlayReached): string {
  return `${modes} of ${of} modes, ${(100 * highQuality).toFixed(1)} % of high quality, KL ${reverseKl.toFixed(3)}`
}

function lineOf({ seed, reached, accuracy, iterationsPerSecond }: PlayResult): string {
  const found = reached ? `${reachedWords(reached)}; ` : ''
  return `seed ${seed}: ${found}discriminator right ${(100 * accuracy).toFixed(0)} %; ${iterationsPerSecond.toFixed(0)} iterations/s`
}
