import type Sqlite from 'better-sqlite3'
import type { Dataset, ImportReport } from '../contract/models.ts'
import { values } from './rows.ts'

const COLUMNS = [
  'id',
  'name',
  'size',
  'count',
  'source',
  'hash',
  'rejected',
  'duplicates',
  'createdAt'
] as const satisfies readonly (keyof Dataset)[]

/** Data sets with the report of their import; the pixels are files in `datasets/<id>/`. */
export function datasetTable(database: Sqlite.Database) {
  // The report may list thousands of files, so it is read only when it is asked for.
  const fields = COLUMNS.join(', ')
  const insert = database.prepare(`INSERT INTO datasets ${values([...COLUMNS, 'report'])}`)
  const selectAll = database.prepare<[], Dataset>(
    `SELECT ${fields} FROM datasets WHERE deletedAt IS NULL ORDER BY createdAt, rowid`
  )
  const selectOne = database.prepare<[string], Dataset>(
    `SELECT ${fields} FROM datasets WHERE id = ?`
  )
  const selectReport = database.prepare<[string], { report: string }>(
    'SELECT report FROM datasets WHERE id = ?'
  )
  const setDeleted = database.prepare('UPDATE datasets SET deletedAt = ? WHERE id = ?')
  return {
    insert: (dataset: Dataset, report: ImportReport): void =>
      void insert.run({ ...dataset, report: JSON.stringify(report) }),
    /** Those that are not deleted, oldest first. */
    list: (): Dataset[] => selectAll.all(),
    /** Also a deleted one, which its runs may still need. */
    get: (id: string): Dataset | undefined => selectOne.get(id),
    report: (id: string): ImportReport | undefined => {
      const row = selectReport.get(id)
      return row && (JSON.parse(row.report) as ImportReport)
    },
    remove: (id: string, at: number): void => void setDeleted.run(at, id),
    restore: (id: string): void => void setDeleted.run(null, id)
  }
}
