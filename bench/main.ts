import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { benchCompare } from './compare.ts'
import { benchDuplicates } from './duplicates.ts'
import { benchFeed } from './feed.ts'
import { benchImport } from './import.ts'
import { benchLatency } from './latency.ts'
import { benchMemory } from './memory.ts'
import { benchPlay } from './play.ts'
import type { Options, Say } from './options.ts'
import type { Result } from './result.ts'
import { benchResponsiveness } from './responsiveness.ts'
import { benchStep } from './step.ts'
import { storeResults } from './store.ts'

const BENCHMARKS: Record<string, (options: Options, say: Say) => Promise<Result[]>> = {
  import: benchImport,
  step: benchStep,
  memory: benchMemory,
  latency: benchLatency,
  feed: benchFeed,
  duplicates: benchDuplicates,
  responsiveness: benchResponsiveness,
  compare: benchCompare,
  play: benchPlay
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    case: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string', default: '5' },
    steps: { type: 'string', default: '20' },
    threads: { type: 'string', default: String(availableParallelism()) },
    device: { type: 'string', default: 'cpu' },
    // Contestants beside the usual ones, or instead of them.
    with: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', multiple: true, default: [] }
  }
})
const options: Options = {
  cases: values.case,
  rounds: Number(values.rounds),
  steps: Number(values.steps),
  threads: Number(values.threads),
  device: values.device === 'gpu' ? 'gpu' : 'cpu',
  also: values.with,
  only: values.only
}
const wanted = positionals[0] === 'all' ? Object.keys(BENCHMARKS) : positionals
if (wanted.length === 0 || wanted.some((name) => !(name in BENCHMARKS))) {
  console.error(
    `Name a benchmark: ${Object.keys(BENCHMARKS).join(', ')}, or all; "${wanted.join(' ')}" is none.`
  )
  process.exit(2)
}
const say: Say = (line) => (values.json ? console.error(line) : console.log(line))
for (const name of wanted) {
  const { file, complete } = storeResults(name, await BENCHMARKS[name]!(options, say))
  say(`Kept in ${file}`)
  if (values.json) for (const result of complete) console.log(JSON.stringify(result))
}
