import type Sqlite from 'better-sqlite3'
import type { ImportSettings } from '../contract/import-settings.ts'
import type { Dataset, ImportReport } from '../contract/models.ts'
import { present, values } from './rows.ts'

const COLUMNS = [
  'id',
  'name',
  'form',
  'size',
  'channels',
  'count',
  'pictures',
  'source',
  'settings',
  'hash',
  'rejected',
  'duplicates',
  'createdAt'
] as const satisfies readonly (keyof Dataset)[]

interface DatasetRow extends Record<string, unknown> {
  settings: string | null
}

/** What changes when pictures are left out or put back. */
export interface DatasetContent {
  count: number
  hash: string
  /** Numbers of the pictures left out, ascending. */
  excluded: readonly number[]
  /** Bytes of the journal that says so. */
  journal: number
}

const NOTHING = { excluded: [], journal: 0 }

/** Data sets with the report of their import; pixels, labels and edits are files in `datasets/<id>/`. */
export function datasetTable(database: Sqlite.Database) {
  // The report may list thousands of files, so it is read only when it is asked for.
  const fields = COLUMNS.join(', ')
  const insert = database.prepare(
    `INSERT INTO datasets ${values([...COLUMNS, 'excluded', 'journal', 'report'])}`
  )
  const selectAll = database.prepare<[], DatasetRow>(
    `SELECT ${fields} FROM datasets WHERE deletedAt IS NULL ORDER BY createdAt, rowid`
  )
  const selectOne = database.prepare<[string], DatasetRow>(
    `SELECT ${fields} FROM datasets WHERE id = ?`
  )
  const selectReport = database.prepare<[string], { report: string }>(
    'SELECT report FROM datasets WHERE id = ?'
  )
  const selectExcluded = database.prepare<[string], { excluded: string }>(
    'SELECT excluded FROM datasets WHERE id = ?'
  )
  const setContent = database.prepare(
    'UPDATE datasets SET count = @count, hash = @hash, excluded = @excluded, journal = @journal WHERE id = @id'
  )
  const selectJournal = database.prepare<[string], { journal: number }>(
    'SELECT journal FROM datasets WHERE id = ?'
  )
  const setName = database.prepare('UPDATE datasets SET name = ? WHERE id = ?')
  const setDeleted = database.prepare('UPDATE datasets SET deletedAt = ? WHERE id = ?')
  return {
    insert: (
      dataset: Dataset,
      report: ImportReport,
      { excluded, journal }: Pick<DatasetContent, 'excluded' | 'journal'> = NOTHING
    ): void =>
      void insert.run({
        journal,
        ...dataset,
        settings: dataset.settings ? JSON.stringify(dataset.settings) : null,
        excluded: JSON.stringify(excluded),
        report: JSON.stringify(report)
      }),
    /** Those that are not deleted, oldest first. */
    list: (): Dataset[] => selectAll.all().map(toDataset),
    /** Also a deleted one, which its runs may still need. */
    get: (id: string): Dataset | undefined => {
      const row = selectOne.get(id)
      return row && toDataset(row)
    },
    report: (id: string): ImportReport | undefined => {
      const row = selectReport.get(id)
      return row && (JSON.parse(row.report) as ImportReport)
    },
    /** Numbers of the pictures that are left out, ascending. */
    excluded: (id: string): number[] =>
      JSON.parse(selectExcluded.get(id)?.excluded ?? '[]') as number[],
    setContent: (id: string, { excluded, ...content }: DatasetContent): void =>
      void setContent.run({ ...content, id, excluded: JSON.stringify(excluded) }),
    /** Bytes of the journal that the row knows of. */
    journal: (id: string): number => selectJournal.get(id)?.journal ?? 0,
    rename: (id: string, name: string): void => void setName.run(name, id),
    remove: (id: string, at: number): void => void setDeleted.run(at, id),
    restore: (id: string): void => void setDeleted.run(null, id)
  }
}

function toDataset(row: DatasetRow): Dataset {
  return present<Dataset>({
    ...row,
    settings: row.settings && (JSON.parse(row.settings) as ImportSettings)
  })
}
