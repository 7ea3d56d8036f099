import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeMachine } from './machine.ts'
import type { Result } from './result.ts'

const FOLDER = join(import.meta.dirname, 'results')

/** Adds date and machine to results and keeps them as `results/<benchmark>-<time>.json`; returns both. */
export function storeResults(
  name: string,
  results: readonly Result[]
): { file: string; complete: Result[] } {
  const now = new Date().toISOString()
  const machine = describeMachine()
  const complete = results.map((result) => ({
    ...result,
    date: now,
    machine,
    node: process.version
  }))
  mkdirSync(FOLDER, { recursive: true })
  const file = join(FOLDER, `${name}-${now.slice(0, 19).replaceAll(':', '')}.json`)
  writeFileSync(file, `${JSON.stringify(complete, null, 2)}\n`)
  return { file, complete }
}
