import { app, type BrowserWindow } from 'electron'
import type { Run } from '../contract/models.ts'
import type { Studio } from '../contract/studio.ts'
import { askToClose } from './dialogs.ts'

/** Closes the studio before the application goes, and asks first where that ends a training. */
export function setUpQuit(
  window: BrowserWindow,
  studio: Studio,
  endsWithWindow: () => Run | undefined
): void {
  let closing = false
  const close = async (ask: boolean): Promise<void> => {
    // Asked again while it asks or closes.
    if (closing) return
    closing = true
    const run = endsWithWindow()
    if (run && ask && !(await askToClose(window, run.name))) {
      closing = false
      return
    }
    // Gone at once for whoever looks, though a checkpoint may take seconds.
    window.hide()
    // A run that trains writes a last checkpoint.
    await studio.close().finally(() => window.destroy())
  }
  window.on('close', (event) => {
    event.preventDefault()
    void close(true)
  })
  // A terminal's Ctrl-C and a system that shuts down do not wait for an answer.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void close(false))
  }
  app.on('window-all-closed', () => app.quit())
}
