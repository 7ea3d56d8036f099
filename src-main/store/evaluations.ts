import type Sqlite from 'better-sqlite3'
import type { Evaluation } from '../contract/evaluation.ts'

interface Row {
  run: string
  images: number
  content: string
}

/** What checkpoints measured; their pictures are `runs/<run>/evaluations/<images>/`. */
export function evaluationTable(database: Sqlite.Database) {
  const insert = database.prepare<[Row]>(
    'INSERT OR REPLACE INTO evaluations (run, images, content) VALUES (@run, @images, @content)'
  )
  const select = database.prepare<[string], Row>(
    'SELECT run, images, content FROM evaluations WHERE run = ? ORDER BY images'
  )
  const selectNewest = database.prepare<[string], Row>(
    'SELECT run, images, content FROM evaluations WHERE run = ? ORDER BY images DESC LIMIT 1'
  )
  const deleteAfter = database.prepare('DELETE FROM evaluations WHERE run = ? AND images > ?')
  return {
    insert: ({ run, images, ...content }: Evaluation): void =>
      void insert.run({ run, images, content: JSON.stringify(content) }),
    newest: (run: string): Evaluation | undefined => {
      const row = selectNewest.get(run)
      return row && toEvaluation(row)
    },
    /** Oldest checkpoint first. */
    list: (run: string): Evaluation[] => select.all(run).map(toEvaluation),
    /** A resumed run is measured again. */
    cutAfter: (run: string, images: number): void => void deleteAfter.run(run, images)
  }
}

function toEvaluation({ run, images, content }: Row): Evaluation {
  return { run, images, ...(JSON.parse(content) as Omit<Evaluation, 'run' | 'images'>) }
}
