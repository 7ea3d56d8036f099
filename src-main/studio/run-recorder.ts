import type { MetricRow } from '../contract/models.ts'
import type { TrainerEvents } from '../contract/workers.ts'
import type { Events } from './events.ts'
import type { CurrentProject } from './project.ts'
import type { RunBook } from './run-book.ts'

/** Keeps what the trainer reports and then tells the windows. */
export function recordRuns(current: CurrentProject, book: RunBook, events: Events): TrainerEvents {
  // A last report may come after the project was closed; there is nowhere to keep it then.
  const store = () => current.peek()?.store
  return {
    onStarted: ({ run, engine, images, remarks = [] }) => {
      // What lies beyond the checkpoint is about to be made again.
      store()?.metrics.cutAfter(run, images)
      store()?.snapshots.cutAfter(run, images)
      store()?.evaluations.cutAfter(run, images)
      if (!store()) return
      const { name } = book.change(run, { state: 'running', engine, images })
      for (const remark of remarks)
        events.emit({ type: 'message', level: 'info', text: `“${name}”: ${remark}` })
    },
    onTick: ({ run, images, imagesPerSecond, waitingShare, etaSeconds, rows }) => {
      if (!store()) return
      const finite = rows.filter(isFiniteRow)
      store()?.metrics.append(run, { images, imagesPerSecond, waitingShare }, finite)
      book.moved(run, etaSeconds)
      if (finite.length > 0) events.emit({ type: 'metrics', run, rows: finite })
    },
    onSnapshot: ({ run, images }) => {
      const snapshot = { run, images, createdAt: Date.now() }
      store()?.snapshots.insert(snapshot)
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
      const createdAt = Date.now()
      const checkpoint = { run, images, sha256, bytes, createdAt, reason, pinned: false }
      store()?.checkpoints.insert(checkpoint)
      events.emit({ type: 'checkpoint', checkpoint })
    }
  }
}

// Neither SQL nor JSON has a NaN; a loss that is one cannot be drawn either.
function isFiniteRow(row: MetricRow): boolean {
  return Object.values(row).every(Number.isFinite)
}
