import type Sqlite from 'better-sqlite3'
import type { Snapshot } from '../contract/models.ts'
import { values } from './rows.ts'

/** When the fixed-z grid was drawn; the pictures are `runs/<run>/snapshots/<images>.png`. */
export function snapshotTable(database: Sqlite.Database) {
  const insert = database.prepare(
    `INSERT OR REPLACE INTO snapshots ${values(['run', 'images', 'createdAt'])}`
  )
  const select = database.prepare<[string], Snapshot>(
    'SELECT run, images, createdAt FROM snapshots WHERE run = ? ORDER BY images'
  )
  const selectNewest = database.prepare<[string], Snapshot>(
    'SELECT run, images, createdAt FROM snapshots WHERE run = ? ORDER BY images DESC LIMIT 1'
  )
  // A resumed run draws its later grids again.
  const deleteAfter = database.prepare('DELETE FROM snapshots WHERE run = ? AND images > ?')
  return {
    insert: (snapshot: Snapshot): void => void insert.run(snapshot),
    newest: (run: string): Snapshot | undefined => selectNewest.get(run),
    list: (run: string): Snapshot[] => select.all(run),
    cutAfter: (run: string, images: number): void => void deleteAfter.run(run, images)
  }
}
