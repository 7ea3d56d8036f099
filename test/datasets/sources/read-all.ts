import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LABEL_SOURCES } from '../../../src-main/contract/import-settings.ts'
import type { Found, Rejected } from '../../../src-main/datasets/found.ts'
import type { Labels } from '../../../src-main/datasets/labels.ts'
import { openSource, type SourceOptions } from '../../../src-main/datasets/sources/source.ts'

/** Everything that a source gives. */
export async function readAll(path: string, options: Partial<SourceOptions> = {}) {
  const source = await openSource(path, { labels: LABEL_SOURCES, ...options })
  const found: Found[] = []
  const rejected: Rejected[] = []
  for await (const entry of source.entries) {
    if (entry.kind === 'found') found.push(entry)
    else rejected.push(entry)
  }
  const files = found.map(({ file }) => file)
  const labels: Record<string, Labels> = Object.fromEntries(
    files.map((file) => [file, source.labels(file)])
  )
  return {
    found,
    files,
    labels,
    rejected: Object.fromEntries(rejected.map(({ file, reason }) => [file, reason])),
    notes: source.notes(),
    source
  }
}

/** Writes files into a folder; names may have folders of their own. */
export function put(folder: string, files: Record<string, string | Uint8Array>): string {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), content)
  }
  return folder
}
