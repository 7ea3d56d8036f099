import { app, type BrowserWindow } from 'electron'
import { readWindowArguments } from './arguments.ts'

/** False where this application runs already; that one then comes to the front. */
export function isOnlyInstance(): boolean {
  return app.requestSingleInstanceLock()
}

/** Brings the window to the front when the application is started again, with what it was given. */
export function setUpSecondStart(
  window: BrowserWindow,
  open: (project: string, folder: string) => void
): void {
  app.on('second-instance', (_, args, folder) => {
    if (window.isDestroyed()) return
    // Focusing alone does not raise a minimised window on every desktop.
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    const { project } = readWindowArguments(args.slice(1))
    if (project) open(project, folder)
  })
}
