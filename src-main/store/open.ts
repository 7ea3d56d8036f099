import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { StudioError } from '../contract/errors.ts'
import { checkpointTable } from './checkpoints.ts'
import { datasetTable } from './datasets.ts'
import { evaluationTable } from './evaluations.ts'
import { experimentTable } from './experiments.ts'
import { latentItemTable } from './latent-items.ts'
import { metricTable } from './metrics.ts'
import { migrate } from './migrate.ts'
import { runTable } from './runs.ts'
import { snapshotTable } from './snapshots.ts'
import { viewTable } from './views.ts'

// How long to wait for another studio that is just closing.
const LOCK_WAIT_MS = 1_000

// better-sqlite3 13 loads under older ones and crashes at the first open.
const LEAST_NODE = 22

/** Everything a project remembers, by table family. Calls are synchronous and short. */
export type Store = Awaited<ReturnType<typeof openStore>>

/** The code of what could not be kept for want of room. */
export const STORE_FULL = 'project/disk-full'

/**
 * Opens or makes the SQLite file of a project and keeps every other studio out of it until closed. What SQLite
 * refuses is said in a person's words, here and later.
 */
export async function openStore(file: string) {
  const database = await openDatabase(file)
  const worded = <Table extends object>(table: Table): Table => inWords(table, file)
  return {
    views: worded(viewTable(database)),
    datasets: worded(datasetTable(database)),
    runs: worded(runTable(database)),
    metrics: worded(metricTable(database)),
    snapshots: worded(snapshotTable(database)),
    checkpoints: worded(checkpointTable(database)),
    evaluations: worded(evaluationTable(database)),
    experiments: worded(experimentTable(database)),
    latentItems: worded(latentItemTable(database)),
    close: (): void => void database.close()
  }
}

function inWords<Table extends object>(table: Table, file: string): Table {
  const calls = Object.entries(table).map(
    ([name, call]: [string, (...given: unknown[]) => unknown]) => [
      name,
      (...given: unknown[]) => {
        try {
          return call(...given)
        } catch (error) {
          throw asSentence(error, file)
        }
      }
    ]
  )
  return Object.fromEntries(calls) as Table
}

/** Throws where SQLite's addon would not merely fail but crash the process. */
export function checkNode(version: string): void {
  const major = Number.parseInt(version, 10)
  if (major >= LEAST_NODE) return
  throw new StudioError(
    'store/node',
    `Projects need Node ${LEAST_NODE} or newer, and this is ${version}; start the studio by its npm scripts, which bring their own.`
  )
}

/** The migrated database, locked for this process. */
export async function openDatabase(file: string): Promise<Sqlite.Database> {
  checkNode(process.versions.node)
  // Loaded here and not above: a shell that only connects to another studio never needs it.
  const { default: Database } = await import('better-sqlite3')
  let database: Sqlite.Database | undefined
  try {
    database = new Database(file, { timeout: LOCK_WAIT_MS })
    // The system drops this lock when the process dies, however it dies.
    database.pragma('locking_mode = EXCLUSIVE')
    database.pragma('journal_mode = WAL')
    // What the interface calls saved survives a power cut; `metrics.append` alone is more relaxed.
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    migrate(database)
    return database
  } catch (error) {
    database?.close()
    throw asSentence(error, file)
  }
}

/** SQLite's result codes in a person's words. */
const SENTENCES: Record<string, [code: string, sentence: (file: string) => string]> = {
  SQLITE_BUSY: [
    'project/in-use',
    (file) => `Another studio has this project open (${file}); close it there first.`
  ],
  SQLITE_CANTOPEN: ['project/not-writable', cannotWrite],
  SQLITE_READONLY: ['project/not-writable', cannotWrite],
  SQLITE_IOERR: ['project/not-writable', cannotWrite],
  SQLITE_PERM: ['project/not-writable', cannotWrite],
  SQLITE_FULL: [STORE_FULL, noRoom],
  SQLITE_NOTADB: ['project/damaged', isDamaged],
  SQLITE_CORRUPT: ['project/damaged', isDamaged]
}

function cannotWrite(file: string): string {
  return `${file} cannot be written; choose a folder that you may write to, or change its permissions.`
}

// A page or two would do; this is what a minute of training writes.
const NEEDED_MB = 1

function noRoom(file: string): string {
  const { bavail, bsize } = statfsSync(dirname(file))
  const free = ((bavail * bsize) / 1e6).toFixed(1)
  return `There is no room for ${file}: it needs ${NEEDED_MB} MB, and ${free} MB are free; make room there and try again, nothing is lost meanwhile.`
}

function isDamaged(file: string): string {
  return `${file} is damaged or is not a project file; put a copy of it back, or choose another folder.`
}

// Extended codes such as SQLITE_IOERR_WRITE begin with the ones above.
function asSentence(cause: unknown, file: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const known = Object.keys(SENTENCES).find((prefix) => code.startsWith(prefix))
  // Not the folder's fault, nor a person's: it goes up as it is.
  if (!known) return cause
  const [studioCode, sentence] = SENTENCES[known]!
  return new StudioError(studioCode, sentence(file), { cause })
}
