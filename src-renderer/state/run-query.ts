import type { Run } from '../../src-main/contract/models.ts'
import type { RunSummary } from '../../src-main/contract/run-summary.ts'

/** What a table can show of a run: a word, a number, or nothing. */
export type RunValue = string | number | boolean | undefined

/** A run with what a table needs beside it. */
export interface TableRun {
  run: Run
  /** Undefined until it has come. */
  summary: RunSummary | undefined
  /** The name of its data set. */
  dataset: string | undefined
  /** The name of the experiment it belongs to. */
  experiment?: string | undefined
}

// What is neither a setting nor a figure.
const OWN: Record<string, (row: TableRun) => RunValue> = {
  name: ({ run }) => run.name,
  state: ({ run }) => run.state,
  preset: ({ run }) => run.preset,
  dataset: ({ dataset }) => dataset,
  experiment: ({ experiment }) => experiment,
  tag: ({ run }) => run.tags?.join(' '),
  notes: ({ run }) => run.notes,
  starred: ({ run }) => run.starred === true,
  doctor: ({ run }) => run.health?.illness ?? run.health?.state,
  images: ({ run }) => run.images,
  speed: ({ run }) => run.imagesPerSecond,
  best: ({ run }) => run.best,
  bytes: ({ summary }) => summary?.bytes,
  made: ({ run }) => run.createdAt
}

/** Every key by which runs can be sorted and filtered, each once: their own, then figures, then settings. */
export function runKeys(rows: readonly TableRun[]): string[] {
  const figures = rows.flatMap(({ summary }) => Object.keys(summary?.figures ?? {}))
  const settings = rows.flatMap(({ run }) => Object.keys(run.config))
  return [...new Set([...Object.keys(OWN), ...figures, ...settings])]
}

/**
 * The value of a run at a key: its own before a figure of its last row or newest evaluation, a setting last.
 * The two learning rates are settings and figures; the figure is what was in use last.
 */
export function valueAt(row: TableRun, key: string): RunValue {
  const own = Object.hasOwn(OWN, key) ? OWN[key] : undefined
  if (own) return own(row)
  const settings: Partial<Record<string, RunValue>> = row.run.config
  return row.summary?.figures[key] ?? settings[key]
}

type Test = (row: TableRun) => boolean

/**
 * Reads a search: `key:value` (contains it, or is that number), `key>value`, `key>=value`, `key<value`,
 * `key<=value`, `-` before a term for its opposite, quotes around what has spaces; other words are looked
 * for in names, tags, notes, data sets and experiments. All terms must be true.
 */
export function readRunQuery(text: string): Test {
  const terms = text.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? []
  const tests = terms.map((term) => {
    const isOpposite = term.length > 1 && term.startsWith('-')
    const test = readTerm(isOpposite ? term.slice(1) : term)
    return isOpposite ? (row: TableRun) => !test(row) : test
  })
  return (row) => tests.every((test) => test(row))
}

const COMPARE: Record<string, (value: number, limit: number) => boolean> = {
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit
}

function readTerm(term: string): Test {
  const [, key, sign = '', quoted = ''] = /^([\w-]+)(:|>=|<=|>|<)(.*)$/.exec(term) ?? []
  if (key === undefined) return wordsTest(term.replaceAll('"', ''))
  const wanted = quoted.replaceAll('"', '').toLowerCase()
  const compare = COMPARE[sign]
  if (!compare) return (row) => isLike(valueAt(row, key), wanted)
  const limit = Number(wanted)
  return (row) => {
    const value = valueAt(row, key)
    return wanted !== '' && typeof value === 'number' && compare(value, limit)
  }
}

function isLike(value: RunValue, wanted: string): boolean {
  if (value === undefined) return false
  if (typeof value === 'number') return wanted !== '' && value === Number(wanted)
  return String(value).toLowerCase().includes(wanted)
}

function wordsTest(words: string): Test {
  const wanted = words.toLowerCase()
  return ({ run, dataset = '', experiment = '' }) =>
    [run.name, run.notes ?? '', dataset, experiment, ...(run.tags ?? [])].some((text) =>
      text.toLowerCase().includes(wanted)
    )
}

/** How a table is ordered. */
export interface RunOrder {
  key: string
  descending: boolean
}

const WORDS = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Rows in an order; equal ones stay as they were, and those without a value come last either way. */
export function sortRuns(rows: readonly TableRun[], { key, descending }: RunOrder): TableRun[] {
  const sign = descending ? -1 : 1
  return rows
    .map((row) => ({ row, value: valueAt(row, key) }))
    .sort((a, b) => missingLast(a.value, b.value) || sign * difference(a.value, b.value))
    .map(({ row }) => row)
}

// NaN, of a run that broke, is no value either.
function isMissing(value: RunValue): boolean {
  return value === undefined || value === '' || Number.isNaN(value)
}

function missingLast(a: RunValue, b: RunValue): number {
  return Number(isMissing(a)) - Number(isMissing(b))
}

function difference(a: RunValue, b: RunValue): number {
  if (isMissing(a)) return 0
  return typeof a === 'string' || typeof b === 'string'
    ? WORDS.compare(String(a), String(b))
    : Number(a) - Number(b)
}
