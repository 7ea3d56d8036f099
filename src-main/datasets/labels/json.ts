import { MOST_ATTRIBUTES } from './limits.ts'
import { isPair, pairsToTable } from './pairs.ts'
import { refusal } from '../refusal.ts'
import type { Row } from './rows.ts'
import type { Table } from './table.ts'
import { cleanText } from './text.ts'

type Values = Record<string, unknown>

/**
 * The table in a JSON file: a list of objects, an object with such a list, an object of file names with
 * a value or an object each, or pairs of file name and label as StyleGAN's dataset.json has them.
 */
export function readJson(text: string): Table {
  const content = parse(text)
  const packed = readPackedSet(content)
  if (packed) return packed
  const records = toRecords(content)
  if (!records) throw refusal('It is JSON, but no table of labels.')
  return records.every(isPair) ? pairsToTable(records) : toTable(records.filter(isObject))
}

/** The table in a file that has one JSON object in each line. */
export function readJsonLines(text: string): Table {
  const records: Values[] = []
  const lines: number[] = []
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return
    const record = parse(line, index + 1)
    if (!isObject(record)) throw refusal(`Line ${index + 1} is not a JSON object.`)
    records.push(record)
    lines.push(index + 1)
  })
  return toTable(records, lines)
}

function parse(json: string, line?: number): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    const why = error instanceof Error ? cleanText(error.message) : ''
    const what = line === undefined ? 'It' : `Line ${line}`
    throw refusal(`${what} is not valid JSON (${why}).`, error)
  }
}

// {"labels": [["00000/img00000000.png", 6], …]}, or null where there are none.
function readPackedSet(content: unknown): Table | undefined {
  const labels = isObject(content) ? content['labels'] : undefined
  if (labels === null) return { rows: () => [], isPackedSet: true }
  if (!Array.isArray(labels) || !labels.every(isPair)) return undefined
  return { ...pairsToTable(labels), isPackedSet: true }
}

function toRecords(content: unknown): unknown[] | undefined {
  if (Array.isArray(content)) return isListOfRecords(content) ? content : undefined
  if (!isObject(content)) return undefined
  const lists = Object.values(content).filter((value) => Array.isArray(value))
  const list = lists.find(isListOfRecords)
  if (list) return list
  const entries = Object.entries(content)
  return entries.map(([file, value]) => ({
    ...(isObject(value) ? value : { label: value }),
    [FILE]: file
  }))
}

// The name of the column that an object's keys make; no key of a file may be equal to it by chance.
const FILE = ' file'

function isListOfRecords(list: unknown[]): boolean {
  return list.length > 0 && (list.every(isObject) || list.every(isPair))
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// What a list holds becomes a tag each, what is deeper is left out.
function cellsOf(record: Values): [name: string, cell: string][] {
  return Object.entries(record).flatMap(([name, value]): [string, string][] => {
    if (!Array.isArray(value)) return isScalar(value) ? [[name, String(value)]] : []
    return value.filter(isScalar).map((tag) => [String(tag), 'yes'])
  })
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

function toTable(records: readonly Values[], lines?: readonly number[]): Table {
  const counts = new Map<string, number>()
  for (const record of records) {
    for (const [name] of cellsOf(record)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  // Of tags there may be any number. The names of the files stand in every record, and so are kept.
  const header = [...counts.keys()]
    .sort((a, b) => counts.get(b)! - counts.get(a)!)
    .slice(0, MOST_ATTRIBUTES + 1)
  const places = new Map(header.map((name, place) => [name, place]))
  const left = counts.size - header.length
  return {
    header,
    *rows(): Generator<Row> {
      for (const [index, record] of records.entries()) {
        const cells = new Array<string>(header.length).fill('')
        for (const [name, cell] of cellsOf(record)) {
          const place = places.get(name)
          if (place !== undefined) cells[place] = cell
        }
        yield { line: lines?.[index] ?? index + 1, cells }
      }
    },
    ...(left > 0 && { note: `Its ${left} rarest attributes were left out.` })
  }
}
