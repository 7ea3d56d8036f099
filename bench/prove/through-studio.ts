import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const ATELIER = join(import.meta.dirname, '../../scripts/atelier.mjs')

/** Runs a command of the studio as a person would; gives the result that it prints with `--json`. Throws where it fails. */
export function atelier(...words: string[]): Record<string, unknown> {
  const out = execFileSync(process.execPath, [ATELIER, ...words, '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 28
  })
  return JSON.parse(out.trim().split('\n').at(-1)!) as Record<string, unknown>
}
