import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeMachine } from '../machine.ts'

/** What a proof is given. */
export interface ProofOptions {
  /** Projects with a trained model each; a proof makes its own where there is none. */
  projects: readonly string[]
  /** A folder of pictures to train on; undefined where none was given. */
  data?: string
  say: (line: string) => void
  /** Where its pictures go: `<RESULTS>/<name>.png` and so on. */
  picture: (name: string) => string
}

/** What a proof found. */
export interface Proof {
  passed: boolean
  figures: unknown
  /** Markdown for people: what was done, tables, what the pictures show. */
  report?: string
}

export const RESULTS = join(import.meta.dirname, '../results')

/** Keeps a proof as `prove-<name>.json` and, where it has a report, `prove-<name>.md`, with machine, date and command. */
export function keepProof(name: string, command: string, { passed, figures, report }: Proof): void {
  mkdirSync(RESULTS, { recursive: true })
  const [date, machine] = [new Date().toISOString(), describeMachine()]
  const record = { prove: name, passed, figures, date, machine, node: process.version, command }
  writeFileSync(join(RESULTS, `prove-${name}.json`), `${JSON.stringify(record, null, 2)}\n`)
  if (!report) return
  const head = `# ${name}: ${passed ? 'passed' : 'not passed'}\n\n\`${command}\`, ${date.slice(0, 10)}, ${machine}.\n`
  writeFileSync(join(RESULTS, `prove-${name}.md`), `${head}\n${report.trim()}\n`)
}
