// A program of its own, so that its memory is nobody else's and another user can run it: decodes what
// is in a folder as an import would, and prints what became of each file as lines of JSON.
import { readFileSync } from 'node:fs'
import { ImportSettingsSchema } from '../../src-main/contract/import-settings.ts'
import { decodeFound } from '../../src-main/datasets/decode.ts'
import { scanFolder } from '../../src-main/datasets/scan.ts'
import { SIDE } from './entry.ts'

/** What became of one file. */
export interface Outcome {
  file: string
  /** Empty where it was decoded. */
  reason: string
  milliseconds: number
  /** How much the process had grown at most since it began to decode, bytes. */
  grown: number
}

// Linux counts the largest resident memory in kB.
function peak(): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

async function main(folder: string): Promise<void> {
  const settings = ImportSettingsSchema.parse({ size: SIDE })
  const atFirst = peak()
  for await (const entry of scanFolder(folder)) {
    const startedAt = performance.now()
    const outcome = entry.kind === 'found' ? await decodeFound(entry, settings) : entry
    const line: Outcome = {
      file: entry.file,
      reason: 'reason' in outcome ? outcome.reason : '',
      milliseconds: performance.now() - startedAt,
      grown: peak() - atFirst
    }
    process.stdout.write(`${JSON.stringify(line)}\n`)
  }
}

await main(process.argv[2] ?? '.')
