import { refusal } from '../refusal.ts'

/** One row of a table. */
export interface Row {
  /** Counted from 1; that of its beginning. */
  line: number
  cells: string[]
}

/** How cells are told apart; undefined stands for any number of spaces and tabs. */
export type Delimiter = ',' | ';' | '\t' | undefined

/** The delimiter that a table's first line has most of; spaces where it has none of the usual ones. */
export function findDelimiter(text: string): Delimiter {
  const end = text.search(/[\r\n]/)
  const line = end < 0 ? text : text.slice(0, end)
  const counts = ([',', ';', '\t'] as const).map((mark) => ({
    mark,
    count: line.split(mark).length
  }))
  const best = counts.reduce((most, next) => (next.count > most.count ? next : most))
  return best.count > 1 ? best.mark : undefined
}

/**
 * Reads rows as RFC 4180 has them: quoted cells may hold the delimiter, line breaks, and quotes twice.
 * Empty lines are passed over. Throws a refusal where a quote never ends.
 */
export function* readRows(text: string, delimiter: Delimiter): Generator<Row> {
  let [at, line] = [0, 1]
  while (at < text.length) {
    const end = endOfLine(text, at)
    const plain = text.slice(at, end)
    let row: Row = { line, cells: splitPlain(plain, delimiter) }
    let next = end
    if (delimiter !== undefined && plain.includes('"')) {
      const quoted = readQuoted(text, at, delimiter, line)
      row = { line, cells: quoted.cells }
      next = quoted.end
    }
    line += countLines(text, at, next) + 1
    at = next + (text.startsWith('\r\n', next) ? 2 : 1)
    if (row.cells.some((cell) => cell !== '')) yield row
  }
}

function splitPlain(line: string, delimiter: Delimiter): string[] {
  return delimiter === undefined ? line.trim().split(/\s+/) : line.split(delimiter)
}

function endOfLine(text: string, at: number): number {
  const feed = text.indexOf('\n', at)
  const end = feed < 0 ? text.length : feed
  return end > at && text[end - 1] === '\r' ? end - 1 : end
}

function countLines(text: string, start: number, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    count++
  }
  return count
}

function readQuoted(text: string, start: number, delimiter: string, line: number) {
  const cells: string[] = []
  let at = start
  for (;;) {
    let cell = ''
    if (text[at] === '"') {
      const close = endOfQuote(text, at + 1)
      if (close < 0) throw refusal(`A quotation that begins in line ${line} never ends.`)
      cell = text.slice(at + 1, close).replaceAll('""', '"')
      at = close + 1
    }
    // A quote within a cell that does not begin with one is a character like any other.
    const end = Math.min(endOfLine(text, at), nextIndex(text, delimiter, at))
    cells.push(cell + text.slice(at, end))
    if (text[end] !== delimiter) return { cells, end }
    at = end + 1
  }
}

function endOfQuote(text: string, start: number): number {
  let at = text.indexOf('"', start)
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

function nextIndex(text: string, mark: string, at: number): number {
  const found = text.indexOf(mark, at)
  return found < 0 ? text.length : found
}
