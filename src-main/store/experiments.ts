import type Sqlite from 'better-sqlite3'
import type { Experiment } from '../contract/experiment.ts'

interface Row {
  id: string
  name: string
  dataset: string
  content: string
  createdAt: number
}

const FIELDS = 'id, name, dataset, content, createdAt'

/** What was tried together; the runs name their experiment. */
export function experimentTable(database: Sqlite.Database) {
  const insert = database.prepare<[Row]>(
    `INSERT INTO experiments (${FIELDS}) VALUES (@id, @name, @dataset, @content, @createdAt)`
  )
  const select = database.prepare<[], Row>(
    `SELECT ${FIELDS} FROM experiments WHERE deletedAt IS NULL ORDER BY createdAt, rowid`
  )
  const mark = database.prepare<[number | null, string]>(
    'UPDATE experiments SET deletedAt = ? WHERE id = ?'
  )
  return {
    insert: ({ id, name, dataset, createdAt, ...content }: Experiment): void =>
      void insert.run({ id, name, dataset, createdAt, content: JSON.stringify(content) }),
    /** Oldest first, without deleted ones. */
    list: (): Experiment[] =>
      select.all().map(({ content, ...row }) => ({
        ...row,
        ...(JSON.parse(content) as Omit<Experiment, keyof Row>)
      })),
    delete: (id: string, at: number): void => void mark.run(at, id),
    restore: (id: string): void => void mark.run(null, id)
  }
}
