import { refusal } from '../refusal.ts'
import type { Row } from './rows.ts'
import type { Table } from './table.ts'

/** A file name and its label, as StyleGAN's dataset.json and many scripts write them. */
export type Pair = [file: string, label: unknown]

/** Whether a value is a file name with a label. */
export function isPair(value: unknown): value is Pair {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string'
}

/**
 * Numbers and texts become the attribute `label`, and so do vectors with a single 1, by its place. Other
 * vectors become an attribute for each place, `label 0` and so on, yes or no where they hold 0 and 1 only.
 */
export function pairsToTable(pairs: readonly Pair[]): Table {
  const vectors = pairs.filter((pair): pair is [string, number[]] => isVector(pair[1]))
  if (vectors.length === 0) return { header: ['file', 'label'], rows: () => scalarRows(pairs) }
  const length = vectors[0]![1].length
  const odd = pairs.findIndex(([, label]) => !isVector(label) || label.length !== length)
  if (odd >= 0) {
    throw refusal(
      `The label of “${pairs[odd]![0]}” is not a vector of ${length} numbers like the first one.`
    )
  }
  const isBinary = vectors.every(([, vector]) =>
    vector.every((value) => value === 0 || value === 1)
  )
  if (isBinary && length > 1 && vectors.every(([, vector]) => sum(vector) === 1)) {
    return {
      header: ['file', 'label'],
      rows: () => scalarRows(vectors.map(([file, vector]) => [file, vector.indexOf(1)]))
    }
  }
  const cell = (value: number) => (isBinary ? ['no', 'yes'][value]! : String(value))
  return {
    header: ['file', ...Array.from({ length }, (_, place) => `label ${place}`)],
    *rows() {
      for (const [index, [file, vector]] of vectors.entries()) {
        yield { line: index + 1, cells: [file, ...vector.map(cell)] }
      }
    }
  }
}

function* scalarRows(pairs: readonly Pair[]): Generator<Row> {
  for (const [index, [file, label]] of pairs.entries()) {
    const isKnown = ['string', 'number', 'boolean'].includes(typeof label)
    yield { line: index + 1, cells: [file, isKnown ? String(label) : ''] }
  }
}

function isVector(label: unknown): label is number[] {
  return (
    Array.isArray(label) && label.length > 0 && label.every((value) => typeof value === 'number')
  )
}

function sum(vector: readonly number[]): number {
  return vector.reduce((total, value) => total + value, 0)
}
