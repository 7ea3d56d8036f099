import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { environmentOf, TOY_SETTINGS } from '../../src-main/contract/engine-settings.ts'
import type { PlayResult, PlaySettings } from '../../src-main/contract/play.ts'
import { median } from '../statistics.ts'
import { CONFIGURATIONS, type Configuration } from './play/configurations.ts'
import { proveDensities } from './play/densities.ts'
import { drawScatter, SCATTER } from './play/scatter.ts'
import type { Proof, ProofOptions } from './proof.ts'

const SEEDS = 10
const TOY = join(import.meta.dirname, 'play/toy.ts')

const run = promisify(execFile)

/**
 * What toys reach of the ring of 8 and of the grid of 25 by every configuration, ten seeds each, against the marks
 * of issue 10; then what there is to know on a line: D and the best D, and what smoothing pays fakes.
 */
export async function provePlay({ say, picture }: ProofOptions): Promise<Proof> {
  const seeds = Array.from({ length: SEEDS }, (_, at) => at + 1)
  const results = new Map<string, PlayResult[]>(CONFIGURATIONS.map(({ name }) => [name, []]))
  const waiting = seeds.flatMap((seed) =>
    CONFIGURATIONS.map((configuration) => ({ configuration, seed }))
  )
  // The longest first, so that no core waits for it in the end.
  waiting.sort((a, b) => b.configuration.weight - a.configuration.weight)
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { configuration, seed } = next
      results.get(configuration.name)!.push(await trainOne(configuration, seed))
      say(`${configuration.name}, seed ${seed}; ${waiting.length} to begin`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  const rows = CONFIGURATIONS.map((configuration) => {
    const reached = results.get(configuration.name)!.sort((a, b) => a.seed - b.seed)
    return { configuration, reached, row: summarise(reached) }
  })
  await sharp(
    drawScatter(rows.map(({ reached, configuration }) => ({ ...configuration, reached }))),
    {
      raw: { width: SCATTER * SEEDS, height: SCATTER * rows.length, channels: 3 }
    }
  )
    .png()
    .toFile(picture('prove-play'))
  const marks = rows.flatMap(({ configuration: { name, mark }, row }) =>
    mark ? [{ name, words: mark.words, passed: mark.holds(row) }] : []
  )
  const lines = await proveDensities(say)
  return {
    passed: [...marks, ...lines.marks].every(({ passed }) => passed),
    figures: {
      configurations: Object.fromEntries(
        rows.map(({ configuration, row }) => [configuration.name, row])
      ),
      marks: [...marks, ...lines.marks],
      lines: lines.figures
    },
    report: [
      `Ten seeds each, 2,500 samples; of high quality is what lies within three deviations of the nearest mode, of the data themselves 98.9 %. All have the same networks of two layers of 128 units; every number of a row but the last is of the ten seeds.`,
      tableOf(rows.map(({ configuration, row }) => ({ configuration, row }))),
      `![Samples of each configuration in a row, a column each seed](prove-play.png)`,
      listOf([...marks, ...lines.marks]),
      lines.report
    ].join('\n\n')
  }
}

/** What ten seeds have reached. */
export type Row = ReturnType<typeof summarise>

function summarise(results: readonly PlayResult[]) {
  const of = <K extends 'modes' | 'highQuality' | 'reverseKl'>(key: K): number[] =>
    results.map(({ reached }) => reached![key])
  const all = results[0]!.reached!.of
  return {
    of: all,
    modes: of('modes'),
    highQuality: of('highQuality'),
    reverseKl: of('reverseKl'),
    whole: of('modes').filter((modes) => modes === all).length,
    iterationsPerSecond: median(results.map((result) => result.iterationsPerSecond))
  }
}

async function trainOne({ settings }: Configuration, seed: number): Promise<PlayResult> {
  const task: PlaySettings = { ...settings, seeds: [seed] }
  const { stdout } = await run(process.execPath, [TOY, JSON.stringify(task)], {
    env: { ...process.env, ...environmentOf(TOY_SETTINGS, 'cpu'), TF_CPP_MIN_LOG_LEVEL: '3' },
    maxBuffer: 2 ** 26
  })
  return (JSON.parse(stdout.trim().split('\n').at(-1)!) as PlayResult[])[0]!
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

function tableOf(rows: readonly { configuration: Configuration; row: Row }[]): string {
  const head =
    '| data | configuration | iterations | modes: median (least) | high quality: median (least) | reverse KL: median | all modes in | iterations/s |\n|---|---|---|---|---|---|---|---|'
  const lines = rows.map(({ configuration: { settings, words }, row }) =>
    [
      '',
      settings.target,
      words,
      settings.iterations.toLocaleString('en-US'),
      `${median(row.modes)} (${Math.min(...row.modes)}) of ${row.of}`,
      `${percent(median(row.highQuality))} (${percent(Math.min(...row.highQuality))})`,
      median(row.reverseKl).toFixed(2),
      `${row.whole} of ${SEEDS}`,
      row.iterationsPerSecond.toFixed(0),
      ''
    ].join(' | ')
  )
  return `${head}\n${lines.map((line) => line.trim()).join('\n')}`
}

function listOf(marks: readonly { words: string; passed: boolean }[]): string {
  return marks
    .map(({ words, passed }) => `- ${passed ? 'Passed' : 'Not passed'}: ${words}`)
    .join('\n')
}
