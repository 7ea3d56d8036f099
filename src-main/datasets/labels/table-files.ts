import { readDelimited } from './delimited.ts'
import { readJson, readJsonLines } from './json.ts'
import type { Table } from './table.ts'

/** Bytes of a file that may be a table. */
export const LARGEST_TABLE = 64e6

const READERS: Record<string, (text: string) => Table> = {
  csv: readDelimited,
  tsv: readDelimited,
  txt: readDelimited,
  json: readJson,
  jsonl: readJsonLines,
  ndjson: readJsonLines
}

/** How a file of this name is read as a table; undefined where it cannot be one. */
export function tableReader(file: string): ((text: string) => Table) | undefined {
  const ending = endingOf(file)
  return Object.hasOwn(READERS, ending) ? READERS[ending] : undefined
}

/** Whether a file's name is one that labels come in. */
export function isLabelName(file: string): boolean {
  const ending = endingOf(file)
  return ending === 'caption' || Object.hasOwn(READERS, ending)
}

/** Whether only a table has such a name: a text may be anything. */
export function isTableName(file: string): boolean {
  const ending = endingOf(file)
  return ending !== 'txt' && Object.hasOwn(READERS, ending)
}

function endingOf(file: string): string {
  return file.slice(file.lastIndexOf('.') + 1).toLowerCase()
}
