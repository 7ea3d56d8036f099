import type Sqlite from 'better-sqlite3'
import { CONFIG_FIELDS } from '../contract/config-fields.ts'
import type { EngineRecord, Run, RunState } from '../contract/models.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { assignments, present, values } from './rows.ts'

/** A run as it is kept; the time it still needs is only known while it trains. */
export type StoredRun = Omit<Run, 'etaSeconds'>

/** What may change; undefined clears a field. */
export type RunChanges = {
  [Field in keyof Omit<StoredRun, 'id' | 'dataset' | 'createdAt'>]?: StoredRun[Field] | undefined
}

const COLUMNS = [
  'id',
  'name',
  'dataset',
  'preset',
  'config',
  'configDigest',
  'state',
  'images',
  'imagesPerSecond',
  'waitingShare',
  'problem',
  'engine',
  'createdAt',
  'finishedAt',
  'ended',
  'parent',
  'best',
  'health',
  'tags',
  'notes',
  'starred',
  'experiment'
] as const satisfies readonly (keyof StoredRun)[]

// Tables with rows that belong to a run.
const OF_RUN = ['metrics', 'snapshots', 'checkpoints', 'evaluations', 'latent_items']

interface RunRow extends Record<string, unknown> {
  config: string
  engine: string | null
  parent: string | null
  health: string | null
  tags: string | null
  starred: number | null
}

/** Training runs; weights and pictures are files in `runs/<id>/`. */
export function runTable(database: Sqlite.Database) {
  const fields = COLUMNS.join(', ')
  const insert = database.prepare(`INSERT INTO runs ${values(COLUMNS)}`)
  const selectAll = database.prepare<[], RunRow>(
    `SELECT ${fields} FROM runs WHERE deletedAt IS NULL ORDER BY createdAt, rowid`
  )
  const selectOne = database.prepare<[string], RunRow>(`SELECT ${fields} FROM runs WHERE id = ?`)
  const selectIn = database.prepare<[string], RunRow>(
    `SELECT ${fields} FROM runs WHERE state IN (SELECT value FROM json_each(?)) ORDER BY createdAt, rowid`
  )
  const selectDeleted = database.prepare<[], RunRow>(
    `SELECT ${fields} FROM runs WHERE deletedAt IS NOT NULL ORDER BY deletedAt DESC`
  )
  const selectDeletedAt = database.prepare<[string], { deletedAt: number | null }>(
    'SELECT deletedAt FROM runs WHERE id = ?'
  )
  const takeExclusions = database.prepare(
    `UPDATE runs SET excluded = coalesce(
       (SELECT excluded FROM datasets WHERE id = runs.dataset), excluded
     ) WHERE id = ?`
  )
  const selectExcluded = database.prepare<[string], { excluded: string }>(
    'SELECT excluded FROM runs WHERE id = ?'
  )
  const selectWaiting = database.prepare<[], { id: string }>(
    `SELECT id FROM runs WHERE state = 'queued' AND deletedAt IS NULL
     ORDER BY place IS NULL, place, createdAt, rowid`
  )
  const clearPlaces = database.prepare('UPDATE runs SET place = NULL WHERE place IS NOT NULL')
  const setPlace = database.prepare<[number, string]>('UPDATE runs SET place = ? WHERE id = ?')
  const putExcluded = database.prepare('UPDATE runs SET excluded = ? WHERE id = ?')
  const setDeleted = database.prepare('UPDATE runs SET deletedAt = ? WHERE id = ?')
  return {
    /** What is left out of its data set now is left out of the run for ever. */
    insert: database.transaction((run: StoredRun): void => {
      insert.run(toRow({ ...EMPTY, ...run }))
      takeExclusions.run(run.id)
    }),
    /** Numbers of the data set's pictures that it does not see, ascending. */
    excluded: (id: string): number[] =>
      JSON.parse(selectExcluded.get(id)?.excluded ?? '[]') as number[],
    /** Leaves out other pictures than its data set does now, as another run's heir. */
    setExcluded: (id: string, excluded: readonly number[]): void =>
      void putExcluded.run(JSON.stringify(excluded), id),
    update: (id: string, changes: RunChanges): void => {
      // Only names of columns reach the statement, whatever the object holds.
      const columns = Object.keys(changes).filter((key) => COLUMNS.includes(key as 'id'))
      if (columns.length === 0) return
      const sql = `UPDATE runs SET ${assignments(columns)} WHERE id = @id`
      database.prepare(sql).run({ ...toRow(changes), id })
    },
    /** Those that are not deleted, oldest first. */
    list: (): StoredRun[] => selectAll.all().map(toRun),
    /** Also a deleted one, so that it can be restored. */
    get: (id: string): StoredRun | undefined => {
      const row = selectOne.get(id)
      return row && toRun(row)
    },
    isDeleted: (id: string): boolean => (selectDeletedAt.get(id)?.deletedAt ?? null) !== null,
    /** Also deleted ones. */
    inStates: (states: RunState[]): StoredRun[] => selectIn.all(JSON.stringify(states)).map(toRun),
    /** Those that wait, the next one first. */
    waiting: (): string[] => selectWaiting.all().map(({ id }) => id),
    /** The order of those that wait; all others lose their place. */
    setPlaces: database.transaction((ids: readonly string[]): void => {
      clearPlaces.run()
      ids.forEach((id, place) => setPlace.run(place, id))
    }),
    remove: (id: string, at: number): void => void setDeleted.run(at, id),
    restore: (id: string): void => void setDeleted.run(null, id),
    /** Those that were deleted and can still be restored, last deleted first. */
    listDeleted: (): StoredRun[] => selectDeleted.all().map(toRun),
    /** Forgets a deleted run with all that is known of it; its files are the caller's business. */
    purge: database.transaction((id: string): void => {
      for (const table of OF_RUN) {
        database.prepare(`DELETE FROM ${table} WHERE run = ?`).run(id)
      }
      database.prepare('DELETE FROM runs WHERE id = ? AND deletedAt IS NOT NULL').run(id)
    })
  }
}

// SQLite wants a value for every named parameter.
const EMPTY = {
  waitingShare: undefined,
  problem: undefined,
  engine: undefined,
  finishedAt: undefined,
  ended: undefined,
  parent: undefined,
  best: undefined,
  health: undefined,
  tags: undefined,
  notes: undefined,
  starred: undefined,
  experiment: undefined
}

// Objects become JSON, booleans numbers, and what is undefined NULL.
function toRow(run: object): Record<string, unknown> {
  const entries = Object.entries(run).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === 'object'
      ? JSON.stringify(value)
      : typeof value === 'boolean'
        ? Number(value)
        : (value ?? null)
  ])
  return Object.fromEntries(entries) as Record<string, unknown>
}

// A run of an earlier release lacks the settings that came later; it was trained as their defaults are.
const DEFAULTS = Object.fromEntries(CONFIG_FIELDS.map((field) => [field.key, field.default]))

function toRun(row: RunRow): StoredRun {
  return present<StoredRun>({
    ...row,
    config: { ...DEFAULTS, ...(JSON.parse(row.config) as RunConfig) },
    engine: row.engine && (JSON.parse(row.engine) as EngineRecord),
    parent: row.parent && (JSON.parse(row.parent) as Run['parent']),
    health: row.health && (JSON.parse(row.health) as Run['health']),
    tags: row.tags && (JSON.parse(row.tags) as string[]),
    starred: row.starred && true
  })
}
