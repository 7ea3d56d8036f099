import { findDelimiter, readRows, type Delimiter, type Row } from './rows.ts'
import type { Table } from './table.ts'

/** The table in a CSV, TSV or plain text file, whatever its cells are told apart by. */
export function readDelimited(text: string): Table {
  const delimiter = findDelimiter(text)
  return delimiter === undefined ? readSpaced(text) : { rows: () => readRows(text, delimiter) }
}

const COUNT = /^\d+$/

// CelebA's list_attr_celeba.txt: the number of rows, the names of the attributes without one for the
// column of files, then the rows.
function readSpaced(text: string): Table {
  const [first, second, third] = firstRows(text, undefined, 3)
  const isCounted = first?.cells.length === 1 && COUNT.test(first.cells[0]!)
  const [head, next] = isCounted ? [second, third] : [first, second]
  const isShort = head !== undefined && next?.cells.length === head.cells.length + 1
  const skipped = (isCounted ? 1 : 0) + (isShort ? 1 : 0)
  return {
    ...(isShort && { header: ['file', ...head.cells] }),
    rows: () => skip(readRows(text, undefined), skipped)
  }
}

function firstRows(text: string, delimiter: Delimiter, count: number): Row[] {
  const rows: Row[] = []
  for (const row of readRows(text, delimiter)) {
    rows.push(row)
    if (rows.length === count) break
  }
  return rows
}

function* skip(rows: Iterable<Row>, count: number): Generator<Row> {
  let left = count
  for (const row of rows) if (--left < 0) yield row
}
