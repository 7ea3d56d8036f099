import { toErrorRecord } from '../contract/errors.ts'
import type { MetricRow } from '../contract/models.ts'
import type { TrainerEvents } from '../contract/workers.ts'
import { STORE_FULL, type Store } from '../store/open.ts'
import type { Events } from './events.ts'
import type { CurrentProject } from './project.ts'
import type { RunBook } from './run-book.ts'

/** What keeps the trainer's reports. */
export interface RunRecorder {
  events: TrainerEvents
  /** Writes what the disk had no room for; throws `project/disk-full` where it still has none. */
  catchUp(): void
}

/**
 * Keeps what the trainer reports and then tells the windows. What the disk has no room for waits in memory, and
 * `onFull` is told the run and why in one sentence.
 */
export function recordRuns(
  current: CurrentProject,
  book: RunBook,
  events: Events,
  onFull: (run: string, problem: string) => void
): RunRecorder {
  // A last report may come after the project was closed; there is nowhere to keep it then.
  const store = () => current.peek()?.store
  // In the order in which they came; a run that halts sends few more.
  let unkept: ((store: Store) => void)[] = []
  events.subscribe(({ type }) => {
    if (type === 'project') unkept = []
  })

  const catchUp = (): void => {
    const into = store()
    for (let [write] = unkept; write && into; [write] = unkept) {
      write(into)
      unkept.shift()
    }
  }
  const keep = (run: string, write: (store: Store) => void): void => {
    unkept.push(write)
    try {
      catchUp()
    } catch (error) {
      const { code, message } = toErrorRecord(error)
      if (code !== STORE_FULL) {
        unkept.shift()
        throw error
      }
      onFull(run, message)
    }
  }
  const reports: TrainerEvents = {
    onStarted: ({ run, engine, images, remarks = [] }) => {
      if (!store()) return
      // What lies beyond the checkpoint is about to be made again.
      keep(run, ({ metrics, snapshots, evaluations }) => {
        for (const table of [metrics, snapshots, evaluations]) table.cutAfter(run, images)
      })
      const { name } = book.change(run, { state: 'running', engine, images })
      for (const remark of remarks)
        events.emit({ type: 'message', level: 'info', text: `“${name}”: ${remark}` })
    },
    onTick: ({ run, images, imagesPerSecond, waitingShare, etaSeconds, rows }) => {
      if (!store()) return
      const finite = rows.filter(isFiniteRow)
      const progress = { images, imagesPerSecond, waitingShare }
      keep(run, ({ metrics }) => metrics.append(run, progress, finite))
      book.moved(run, etaSeconds)
      if (finite.length > 0) events.emit({ type: 'metrics', run, rows: finite })
    },
    onSnapshot: ({ run, images }) => {
      if (!store()) return
      const snapshot = { run, images, createdAt: Date.now() }
      keep(run, ({ snapshots }) => snapshots.insert(snapshot))
      events.emit({ type: 'snapshot', snapshot })
    },
    onHalt: ({ run, problem }) => {
      if (!store()) return
      book.change(run, { state: 'paused', problem })
      events.emit({
        type: 'message',
        level: 'problem',
        text: `“${book.get(run).name}”: ${problem}`
      })
    },
    onCheckpoint: ({ run, images, sha256, bytes, reason }) => {
      if (!store()) return
      const createdAt = Date.now()
      const checkpoint = { run, images, sha256, bytes, createdAt, reason, pinned: false }
      keep(run, ({ checkpoints }) => checkpoints.insert(checkpoint))
      events.emit({ type: 'checkpoint', checkpoint })
    }
  }
  return { events: reports, catchUp }
}

// Neither SQL nor JSON has a NaN; a loss that is one cannot be drawn either.
function isFiniteRow(row: MetricRow): boolean {
  return Object.values(row).every(Number.isFinite)
}
