import { parseArgs } from 'node:util'
import type { Result } from './result.ts'
import { benchStep } from './step.ts'

const BENCHMARKS: Record<string, (say: (line: string) => void) => Promise<Result[]>> = {
  step: benchStep
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } }
})
const name = positionals[0] ?? ''
const benchmark = BENCHMARKS[name]
if (!benchmark) {
  console.error(
    `There is no benchmark "${name}"; there are: ${Object.keys(BENCHMARKS).join(', ')}.`
  )
  process.exit(2)
}
const results = await benchmark((line) => (values.json ? console.error(line) : console.log(line)))
if (values.json) for (const result of results) console.log(JSON.stringify(result))
