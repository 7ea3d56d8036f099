import type Sqlite from 'better-sqlite3'
import type { MetricRow, Run } from '../contract/models.ts'
import { present, values } from './rows.ts'

const COLUMNS = [
  'images',
  'seconds',
  'generatorLoss',
  'discriminatorLoss',
  'realAccuracy',
  'fakeAccuracy',
  'generatorGradient',
  'discriminatorGradient',
  'generatorWeights',
  'discriminatorWeights',
  'generatorRate',
  'discriminatorRate',
  'memory'
] as const satisfies readonly (keyof MetricRow)[]

// SQLite wants a value for every named parameter.
const NOTHING = Object.fromEntries(COLUMNS.map((column) => [column, null]))

/** A part of a run in images seen, both ends included; what is absent is the run's own end. */
export interface ImagesRange {
  from?: number | undefined
  to?: number | undefined
}

/** Enough for any screen; a chart of more looks the same and is slower. */
export const MOST_ROWS = 2_000

/** How far a run is and how it goes. */
export type RunProgress = Required<Pick<Run, 'images' | 'imagesPerSecond' | 'waitingShare'>>

/** Losses and accuracies by images seen. */
export function metricTable(database: Sqlite.Database) {
  const fields = COLUMNS.join(', ')
  const insert = database.prepare(`INSERT OR REPLACE INTO metrics ${values(['run', ...COLUMNS])}`)
  const selectAll = database.prepare<[string], MetricRow>(
    `SELECT ${fields} FROM metrics WHERE run = ? ORDER BY images`
  )
  // One statement for all moments, which takes less than half the time of as many calls. A cross join is
  // SQLite's way to keep the order of its tables: moments first, ascending. Numbers arrive as REAL.
  const selectMoments = database.prepare<
    [{ run: string; images: number; count: number }],
    MetricRow
  >(`
    WITH RECURSIVE moments (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM moments WHERE n < @count)
    SELECT ${fields} FROM moments CROSS JOIN metrics ON run = @run AND images = (
      SELECT min(images) FROM metrics
      WHERE run = @run AND images >= CAST(n * @images / @count AS INTEGER) - @images / @count
    )
  `)
  const selectLast = database.prepare<[string], MetricRow>(
    `SELECT ${fields} FROM metrics WHERE run = ? ORDER BY images DESC LIMIT 1`
  )
  const updateRun = database.prepare(
    'UPDATE runs SET images = @images, imagesPerSecond = @imagesPerSecond, waitingShare = @waitingShare WHERE id = @run'
  )
  const deleteAfter = database.prepare('DELETE FROM metrics WHERE run = ? AND images > ?')
  const selectPart = database.prepare<
    [{ run: string; from: number; to: number; most: number }],
    MetricRow
  >(
    `SELECT ${fields} FROM metrics WHERE run = @run AND images BETWEEN @from AND @to ORDER BY images LIMIT @most`
  )
  const selectEnds = database.prepare<
    [{ run: string; from: number; to: number }],
    { first: number; last: number }
  >(
    `SELECT (SELECT min(images) FROM metrics WHERE run = @run AND images >= @from) AS first,
      (SELECT max(images) FROM metrics WHERE run = @run AND images <= @to) AS last`
  )
  // By the index alone, however many rows lie between: each moment's seek, and no scan. Steps are counted from 0,
  // so that the first and the last moment are the ends themselves.
  const selectEvenly = database.prepare<
    [{ run: string; most: number; first: number; last: number }],
    MetricRow
  >(`
    WITH RECURSIVE moments (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM moments WHERE n < @most - 1)
    SELECT ${fields} FROM moments CROSS JOIN metrics ON run = @run AND images = (
      SELECT min(images) FROM metrics
      WHERE run = @run AND images >= CAST(@first + n * (@last - @first) / (@most - 1) AS INTEGER)
    )
  `)

  const appendAll = database.transaction(
    (run: string, progress: RunProgress, rows: MetricRow[]) => {
      for (const row of rows) insert.run({ ...NOTHING, ...row, run })
      updateRun.run({ ...progress, run })
    }
  )

  return {
    /**
     * Adds the rows of one moment and moves the run there. Several times a second, so without
     * waiting for the disk: a power cut may lose the last of them, a crash of the program none.
     */
    append: (run: string, progress: RunProgress, rows: MetricRow[]): void => {
      database.pragma('synchronous = NORMAL')
      try {
        appendAll.immediate(run, progress, rows)
      } finally {
        database.pragma('synchronous = FULL')
      }
    },
    /** Forgets what lies beyond the checkpoint that a run goes on from. */
    cutAfter: (run: string, images: number): void => void deleteAfter.run(run, images),
    /** The rows at or after evenly spread moments of a run, by its index alone however many it has. */
    glimpse: (run: string, images: number, count: number): MetricRow[] =>
      selectMoments.all({ run, images, count }).filter(isNew),
    last: (run: string): MetricRow | undefined => {
      const row = selectLast.get(run)
      return row && present<MetricRow>({ ...row })
    },
    /** Every row, in order of images seen. */
    all: (run: string): MetricRow[] =>
      selectAll.all(run).map((row) => present<MetricRow>({ ...row })),
    /** Rows spread evenly over the images of a part of the run; the first and last always among them. */
    evenly: (
      run: string,
      most = MOST_ROWS,
      { from = 0, to = Number.MAX_SAFE_INTEGER }: ImagesRange = {}
    ): MetricRow[] => {
      const part = selectPart.all({ run, from, to, most: most + 1 })
      const rows =
        part.length <= most
          ? part
          : selectEvenly.all({ run, most, ...selectEnds.get({ run, from, to })! }).filter(isNew)
      return rows.map((row) => present<MetricRow>({ ...row }))
    }
  }
}

// Two moments may have the same row after them.
function isNew(row: MetricRow, at: number, all: readonly MetricRow[]): boolean {
  return row.images !== all[at - 1]?.images
}
