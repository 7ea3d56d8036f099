import { rmSync } from 'node:fs'
import type Sqlite from 'better-sqlite3'
import { StudioError } from '../contract/errors.ts'
import { MIGRATIONS } from './migrations.ts'

/**
 * Brings a project file to the newest version in one transaction, after a copy of it as it was:
 * `project.db.v1` beside `project.db`. A file of a newer release is refused untouched.
 */
export function migrate(
  database: Sqlite.Database,
  migrations: readonly string[] = MIGRATIONS
): void {
  const version = database.pragma('user_version', { simple: true }) as number
  if (version === migrations.length) return
  if (version > migrations.length) {
    throw new StudioError(
      'project/newer',
      `This project was written by a newer release (format ${version}, this one reads up to ${migrations.length}); update the studio to open it.`
    )
  }
  if (version > 0) copyAside(database, version)
  database
    .transaction(() => {
      for (const sql of migrations.slice(version)) database.exec(sql)
      database.pragma(`user_version = ${migrations.length}`)
    })
    .immediate()
}

// Through SQLite rather than by copying the file: closing a second handle of the file in this
// process would drop the lock that keeps other studios out (SQLite, "How to corrupt", 2.2).
function copyAside(database: Sqlite.Database, version: number): void {
  const copy = `${database.name}.v${version}`
  rmSync(copy, { force: true })
  database.prepare('VACUUM INTO ?').run(copy)
}
