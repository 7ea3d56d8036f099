import type Sqlite from 'better-sqlite3'

/** Small pieces of interface state as JSON, by key. */
export function viewTable(database: Sqlite.Database) {
  const select = database.prepare<[string], { value: string }>(
    'SELECT value FROM views WHERE key = ?'
  )
  const upsert = database.prepare('INSERT OR REPLACE INTO views (key, value) VALUES (?, ?)')
  return {
    read: (key: string): unknown => {
      const row = select.get(key)
      // JSON has no undefined: a key without a row stands apart from a stored null.
      return row && (JSON.parse(row.value) as unknown)
    },
    write: (key: string, value: unknown): void => void upsert.run(key, JSON.stringify(value))
  }
}
