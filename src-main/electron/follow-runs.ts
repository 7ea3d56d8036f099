import { Notification, type BrowserWindow } from 'electron'
import type { Run } from '../contract/models.ts'
import { runNotice } from '../contract/run-notice.ts'
import type { Studio } from '../contract/studio.ts'
import { activeRun, taskbarProgress } from './run-progress.ts'

/** What the desktop is told of training. */
export interface RunFollower {
  /** The run that closing the studio would end. */
  active(): Run | undefined
}

/** Shows the running job in the taskbar, and what becomes of it where nobody looks at the window. */
export function followRuns(window: BrowserWindow, studio: Studio): RunFollower {
  const runs = new Map<string, Run>()
  const replaceAll = (all: Run[]): void => {
    runs.clear()
    for (const run of all) runs.set(run.id, run)
  }
  const show = (): void => {
    if (window.isDestroyed()) return
    const { share, mode } = taskbarProgress(activeRun(runs.values()))
    window.setProgressBar(share, { mode })
  }
  // Compared with what was known before, so that one change gives one notice.
  const notify = (run: Run): void => {
    const notice = runNotice(runs.get(run.id), run)
    if (!notice || window.isDestroyed() || window.isFocused()) return
    window.flashFrame(true)
    if (!Notification.isSupported()) return
    const notification = new Notification(notice)
    notification.once('click', () => window.show())
    notification.show()
  }

  studio.subscribe((event) => {
    if (event.type === 'runs') replaceAll(event.runs)
    else if (event.type === 'run') {
      notify(event.run)
      runs.set(event.run.id, event.run)
    } else if (event.type === 'project') runs.clear()
    else return
    show()
  })
  // A studio served elsewhere may be at work already; until it answers nothing is shown.
  Promise.resolve(studio.api.getState({})).then(
    ({ runs: all }) => {
      replaceAll(all)
      show()
    },
    () => {}
  )
  return { active: () => activeRun(runs.values()) }
}
