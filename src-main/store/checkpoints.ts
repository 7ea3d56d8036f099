import type Sqlite from 'better-sqlite3'
import type { Checkpoint } from '../contract/models.ts'
import { values } from './rows.ts'

const COLUMNS = [
  'run',
  'images',
  'sha256',
  'bytes',
  'createdAt'
] as const satisfies readonly (keyof Checkpoint)[]

/** Saved models; the weights are `runs/<run>/checkpoints/<images>.safetensors`. */
export function checkpointTable(database: Sqlite.Database) {
  // A resumed run may come by the same number of images again, with the same weights.
  const insert = database.prepare(`INSERT OR REPLACE INTO checkpoints ${values(COLUMNS)}`)
  const select = database.prepare<[string], Checkpoint>(
    `SELECT ${COLUMNS.join(', ')} FROM checkpoints WHERE run = ? ORDER BY images`
  )
  return {
    insert: (checkpoint: Checkpoint): void => void insert.run(checkpoint),
    list: (run: string): Checkpoint[] => select.all(run),
    /** The newest one. */
    latest: (run: string): Checkpoint | undefined => select.all(run).at(-1)
  }
}
