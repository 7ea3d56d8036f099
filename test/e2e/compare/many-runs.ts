import { cpSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { ROOT } from '../studio.ts'

// The service runs as Node, which this addon is built for.
const Database = createRequire(join(ROOT, 'package.json'))('better-sqlite3') as typeof Sqlite

/** Runs in all, those among them with many rows, and how many rows these and the others have. */
export const MANY = { runs: 1_000, long: 8, longRows: 100_000, rows: 1_000, evaluations: 10 }
const FIGURES = [
  'generatorLoss',
  'discriminatorLoss',
  'realAccuracy',
  'fakeAccuracy',
  'generatorGradient',
  'discriminatorGradient',
  'generatorWeights',
  'discriminatorWeights',
  'generatorRate',
  'discriminatorRate'
]
// With those of training and the memory twenty figures.
const MEASURES = 9
const RATES = [1e-4, 2e-4, 4e-4]

/** Makes a thousand runs of a project's only one: every row is there, computed and not learned. */
export function multiplyRuns(project: string): void {
  const database = new Database(join(project, 'project.db'))
  database.pragma('synchronous = OFF')
  const base = database.prepare('SELECT * FROM runs').get() as Record<string, unknown>
  const grids = database
    .prepare('SELECT images, createdAt FROM snapshots WHERE run = ?')
    .all(base['id']) as { images: number; createdAt: number }[]
  const columns = Object.keys(base)
  const putRun = database.prepare(
    `INSERT INTO runs (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`
  )
  const putGrid = database.prepare(
    'INSERT INTO snapshots (run, images, createdAt) VALUES (?, ?, ?)'
  )
  const putMeasures = database.prepare(
    'INSERT INTO evaluations (run, images, content) VALUES (?, ?, ?)'
  )
  // Noisy, each in its own way, and in the range of real ones.
  const putRows = database.prepare(`
    WITH RECURSIVE step (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM step WHERE at < @rows)
    INSERT INTO metrics (run, images, seconds, memory, ${FIGURES.join(', ')})
    SELECT @run, at * 64, at * 0.05, 1000000000 + at,
      ${FIGURES.map((_, figure) => `1.5 + sin(at * 0.00${figure + 1} + @phase) + (at * ${31 + figure} + @phase * 17) % 97 * 0.004`).join(', ')}
    FROM step`)
  database.transaction(() => {
    for (let run = 1; run < MANY.runs; run++) {
      const id = `many-${String(run).padStart(4, '0')}`
      const isLong = run >= MANY.runs - MANY.long
      const rows = isLong ? MANY.longRows : MANY.rows
      const config = {
        ...(JSON.parse(String(base['config'])) as object),
        ...{ seed: run, generatorRate: RATES[run % RATES.length] }
      }
      putRun.run({
        ...base,
        ...{ id, name: isLong ? `Long ${run}` : `Run ${run}`, config: JSON.stringify(config) },
        ...{ images: rows * 64, createdAt: Number(base['createdAt']) + run, place: null }
      })
      putRows.run({ run: id, rows, phase: run })
      for (const { images, createdAt } of grids) putGrid.run(id, images, createdAt)
      for (let at = 1; at <= MANY.evaluations; at++) {
        putMeasures.run(id, Math.round((rows * 64 * at) / MANY.evaluations), evaluation(run, at))
      }
      if (!isLong) continue
      mkdirSync(join(project, 'runs', id), { recursive: true })
      const pictures = (one: string): string => join(project, 'runs', one, 'snapshots')
      cpSync(pictures(String(base['id'])), pictures(id), { recursive: true })
    }
  })()
  database.close()
}

function evaluation(run: number, at: number): string {
  const measures = Array.from({ length: MEASURES }, (_, measure) => ({
    id: measure === 0 ? 'quality' : `measure-${measure}`,
    ...{ title: `Measure ${measure}`, help: 'A figure.', source: 'None', better: 'lower' },
    ...{ value: 3 + Math.sin(run + at + measure), real: 1, samples: 1_000, reals: 1_000 }
  }))
  return JSON.stringify({ measures, classes: [], evidence: [], seconds: 1, createdAt: at })
}
