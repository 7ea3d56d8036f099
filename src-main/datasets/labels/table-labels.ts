import { labelsOf, type LabelColumns, type Labels } from '../labels.ts'
import { findFileColumn } from './file-column.ts'
import { LONGEST_ATTRIBUTE, LONGEST_VALUE, MOST_ATTRIBUTES } from './limits.ts'
import type { FindFile } from './names.ts'
import { refusal } from '../refusal.ts'
import type { Row } from './rows.ts'
import { NAMES_NOTHING, type Table } from './table.ts'
import { cleanText, shorten } from './text.ts'

/** Labels out of one table. */
export interface TableLabels {
  labels(file: string): Labels
  /** What a person should know although the table was used, one sentence each. */
  notes: string[]
}

// Names under which other tools keep what a picture shows in words.
const CAPTION_COLUMNS = new Set(['text', 'caption', 'captions', 'prompt'])
/** Joins a table with the pictures it names; throws a refusal where that cannot be done. */
export async function joinTable(
  table: Table,
  find: FindFile,
  options: { files: number; breathe(): Promise<void> | undefined }
): Promise<TableLabels> {
  const fileColumn = await findFileColumn(table, find, options)
  if (fileColumn === undefined) throw refusal(NAMES_NOTHING)
  const header = headerOf(table, fileColumn, find)
  const columns = nameColumns(header.names, fileColumn)
  if (columns.length === 0) throw refusal('It names pictures, but holds no labels of them.')
  if (columns.length > MOST_ATTRIBUTES) {
    throw refusal(`It has ${columns.length} attributes; ${MOST_ATTRIBUTES} are allowed.`)
  }

  const rows = new Map<string, number>()
  const filled = columns.map(({ name }) => ({
    name,
    values: new Map<string, number>(),
    of: [] as number[]
  }))
  const counts = { rows: 0, strangers: 0, stranger: '', repeated: 0, shortened: 0 }
  for (const row of skipHeader(table, header.isRow)) {
    await options.breathe()
    checkLength(row, header.names.length)
    counts.rows++
    const name = row.cells[fileColumn]!
    const file = find(name)?.file
    if (file === undefined) {
      counts.strangers++
      counts.stranger ||= name
    } else if (rows.has(file)) {
      counts.repeated++
    } else {
      rows.set(file, rows.size)
      columns.forEach(({ place }, index) => {
        const { values, of } = filled[index]!
        const whole = cleanText(row.cells[place]!)
        const value = shorten(whole, LONGEST_VALUE)
        if (value !== whole) counts.shortened++
        if (value !== '' && !values.has(value)) values.set(value, values.size)
        of.push(values.get(value) ?? -1)
      })
    }
  }
  const values = sayYesNo(filled.map((column) => [...column.values.keys()]))
  const packed: LabelColumns = Object.fromEntries(
    filled.map(({ name, of }, index) => [name, { values: values[index]!, of }])
  )
  return {
    labels: (file) => {
      const row = rows.get(file)
      return row === undefined ? {} : labelsOf(packed, row)
    },
    notes: [...(table.note === undefined ? [] : [table.note]), ...describe(counts)]
  }
}

function headerOf(table: Table, fileColumn: number, find: FindFile) {
  if (table.header) return { names: table.header, isRow: false }
  const [first] = table.rows()
  const { cells } = first!
  // A first row that itself names a picture is no header.
  if (!find(cells[fileColumn] ?? '')) return { names: cells, isRow: true }
  const isOnly = cells.length === 2
  return {
    names: cells.map((_, place) => (isOnly ? 'label' : `column ${place + 1}`)),
    isRow: false
  }
}

function* skipHeader(table: Table, isRow: boolean): Generator<Row> {
  let isFirst = isRow
  for (const row of table.rows()) {
    if (!isFirst) yield row
    isFirst = false
  }
}

// Columns without a name are numbers of rows, which some programs write by themselves.
function nameColumns(header: readonly string[], fileColumn: number) {
  const taken = new Set<string>()
  return header.flatMap((text, place) => {
    const plain = shorten(cleanText(text), LONGEST_ATTRIBUTE)
    const name = CAPTION_COLUMNS.has(plain.toLowerCase()) ? 'caption' : plain
    if (place === fileColumn || name === '' || taken.has(name)) return []
    taken.add(name)
    return [{ name, place }]
  })
}

function checkLength({ line, cells }: Row, length: number): void {
  if (cells.length === length) return
  throw refusal(`Line ${line} has ${cells.length} cells where there are ${length} columns.`)
}

// CelebA has 1 and -1. A column of ones alone is one of numbers, unless others have what is opposed to it.
function sayYesNo(columns: readonly string[][]): string[][] {
  const words = new Map([
    ['true', 'yes'],
    ['false', 'no']
  ])
  if (columns.flat().includes('-1')) words.set('1', 'yes').set('-1', 'no')
  return columns.map((values) => {
    const said = values.map((value) => words.get(value.toLowerCase()))
    return said.every((word) => word !== undefined) ? said : values
  })
}

function describe({
  rows,
  strangers,
  stranger,
  repeated,
  shortened
}: Record<'rows' | 'strangers' | 'repeated' | 'shortened', number> & {
  stranger: string
}): string[] {
  const name = shorten(cleanText(stranger), LONGEST_ATTRIBUTE)
  const sentences: [count: number, sentence: string][] = [
    [strangers, `${strangers} of its ${rows} rows name no picture here, such as “${name}”.`],
    [repeated, `${repeated} of its rows name a picture for a second time; the first row counts.`],
    [
      shortened,
      `${shortened} of its values have more than ${LONGEST_VALUE} characters and were cut.`
    ]
  ]
  return sentences.flatMap(([count, sentence]) => (count > 0 ? [sentence] : []))
}
