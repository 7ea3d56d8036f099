import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { EDITS_FILE } from '../contract/dataset-limits.ts'
import { StudioError } from '../contract/errors.ts'
import type { DatasetChange, ExclusionReason } from '../contract/models.ts'
import { labelsOf, type LabelColumns, type Labels } from './labels.ts'

/** What a person has changed since a data set was made: its labels, and what is left out. */
export interface Edits {
  /** Why a picture is left out; undefined where it is not. */
  excluded(picture: number): ExclusionReason | undefined
  /** The numbers of all pictures left out, ascending. */
  exclusions(): number[]
  /** The fewest changes that lead from none to where all is now. */
  changes(): DatasetChange[]
  /** Reads one attribute, null where a picture has none: over many pictures far quicker than all. */
  values(columns: LabelColumns, attribute: string): (picture: number) => string | null
  /** Every attribute that a picture has or had. */
  attributes(columns: LabelColumns): string[]
  /** Reads labels with the edits put over the original columns. */
  labelling(columns: LabelColumns): (picture: number) => Labels
  apply(change: DatasetChange): void
}

/** No changes yet. */
export function createEdits(): Edits {
  const exclusions = new Map<number, ExclusionReason>()
  const labels = new Map<string, Map<number, string | null>>()
  return {
    excluded: (picture) => exclusions.get(picture),
    exclusions: () => [...exclusions.keys()].sort((a, b) => a - b),
    changes: () => [
      ...[...labels].flatMap(([attribute, values]) =>
        groupPictures(values).map(([value, pictures]): DatasetChange => ({
          kind: 'label',
          attribute,
          pictures,
          value
        }))
      ),
      ...groupPictures(exclusions).map(([reason, pictures]): DatasetChange => ({
        kind: 'exclude',
        pictures,
        reason
      }))
    ],
    values: (columns, attribute) => {
      const column = Object.hasOwn(columns, attribute) ? columns[attribute] : undefined
      const changed = labels.get(attribute)
      return (picture) => {
        const value = changed?.get(picture)
        return value === undefined ? (column?.values[column.of[picture] ?? -1] ?? null) : value
      }
    },
    attributes: (columns) => [...new Set([...Object.keys(columns), ...labels.keys()])],
    labelling: (columns) => (picture) => {
      const original = labelsOf(columns, picture)
      const changed = [...labels].flatMap(([attribute, values]) => {
        const value = values.get(picture)
        return value === undefined ? [] : [[attribute, value] as const]
      })
      if (changed.length === 0) return original
      const all = new Map<string, string | null>([...Object.entries(original), ...changed])
      return Object.fromEntries(
        [...all].filter((entry): entry is [string, string] => entry[1] !== null)
      )
    },
    apply(change) {
      if (change.kind === 'label') {
        const column = labels.get(change.attribute) ?? new Map<number, string | null>()
        labels.set(change.attribute, column)
        for (const picture of change.pictures) column.set(picture, change.value)
      } else if (change.kind === 'exclude') {
        for (const picture of change.pictures) exclusions.set(picture, change.reason)
      } else {
        for (const picture of change.pictures) exclusions.delete(picture)
      }
    }
  }
}

/** The pictures that have each value. */
export function groupPictures<Value>(values: ReadonlyMap<number, Value>): [Value, number[]][] {
  const pictures = new Map<Value, number[]>()
  for (const [picture, value] of values) {
    const group = pictures.get(value)
    if (group) group.push(picture)
    else pictures.set(value, [picture])
  }
  return [...pictures]
}

/** Reads the journal; a line that was cut off by a crash was never told to be saved, and is left out. */
export function readEdits(folder: string): Edits {
  const edits = createEdits()
  for (const line of readJournal(folder).split('\n')) {
    for (const change of parseLine(line)) edits.apply(change)
  }
  return edits
}

/** Saves changes durably. */
export function appendEdits(folder: string, changes: readonly DatasetChange[]): void {
  // After a line that was cut off, a new one begins.
  const journal = readJournal(folder)
  const glue = journal === '' || journal.endsWith('\n') ? '' : '\n'
  const bytes = Buffer.from(`${glue}${JSON.stringify(changes)}\n`)
  const file = openSync(join(folder, EDITS_FILE), 'a')
  try {
    // A full disk can make a write stop short without an error.
    if (writeSync(file, bytes) !== bytes.length) throw new Error('the disk took no more bytes')
    fsyncSync(file)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StudioError(
      'dataset/not-saved',
      `The change to the data set was not saved (${why}); free some space and do it again.`,
      { cause }
    )
  } finally {
    closeSync(file)
  }
}

/** What identifies the pictures in use: the hash of all, and the numbers of those left out. */
export function fingerprint(hash: string, excluded: readonly number[]): string {
  if (excluded.length === 0) return hash
  return createHash('sha256')
    .update(`${hash} without ${excluded.join(' ')}`)
    .digest('hex')
}

function readJournal(folder: string): string {
  try {
    return readFileSync(join(folder, EDITS_FILE), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

function parseLine(line: string): DatasetChange[] {
  try {
    return JSON.parse(line) as DatasetChange[]
  } catch {
    return []
  }
}
