import type Sqlite from 'better-sqlite3'
import type { Checkpoint } from '../contract/models.ts'
import { values } from './rows.ts'

const COLUMNS = [
  'run',
  'images',
  'sha256',
  'bytes',
  'createdAt',
  'reason',
  'pinned'
] as const satisfies readonly (keyof Checkpoint)[]

/** Saved models; the weights are `runs/<run>/checkpoints/<images>.safetensors`. */
export function checkpointTable(database: Sqlite.Database) {
  // A resumed run may come by the same number of images again, with the same weights.
  const insert = database.prepare(`INSERT OR REPLACE INTO checkpoints ${values(COLUMNS)}`)
  const select = database.prepare<[string], Row>(
    `SELECT ${COLUMNS.join(', ')} FROM checkpoints WHERE run = ? ORDER BY images`
  )
  const setPinned = database.prepare<[number, string, number]>(
    'UPDATE checkpoints SET pinned = ? WHERE run = ? AND images = ?'
  )
  const remove = database.prepare<[string, number]>(
    'DELETE FROM checkpoints WHERE run = ? AND images = ?'
  )
  const list = (run: string): Checkpoint[] => select.all(run).map(toCheckpoint)
  return {
    insert: (checkpoint: Checkpoint): void =>
      void insert.run({ ...checkpoint, pinned: Number(checkpoint.pinned) }),
    list,
    /** The newest one. */
    latest: (run: string): Checkpoint | undefined => list(run).at(-1),
    pin: (run: string, images: number, pinned: boolean): void =>
      void setPinned.run(Number(pinned), run, images),
    /** Forgets one; its file is the caller's business. */
    remove: (run: string, images: number): void => void remove.run(run, images)
  }
}

// SQLite has no booleans.
type Row = Omit<Checkpoint, 'pinned'> & { pinned: number }

function toCheckpoint(row: Row): Checkpoint {
  return { ...row, pinned: row.pinned === 1 }
}
