import { dialog, type BrowserWindow } from 'electron'

const PROPERTIES = {
  folder: ['openDirectory', 'createDirectory', 'promptToCreate'],
  archive: ['openFile']
} satisfies Record<string, Electron.OpenDialogOptions['properties']>

/** The desktop's dialog for a folder, which it can also make, or a file; undefined when cancelled. */
export async function pickFolder(
  window: BrowserWindow | undefined,
  title: string,
  kind: keyof typeof PROPERTIES
): Promise<string | undefined> {
  const options: Electron.OpenDialogOptions = {
    title,
    // What macOS shows in place of the title.
    message: title,
    properties: PROPERTIES[kind]
  }
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options)
  return canceled ? undefined : filePaths[0]
}

/** Tells of something that failed outside the page, in the sentence that it came with. */
export async function showProblem(window: BrowserWindow, sentence: string): Promise<void> {
  await dialog.showMessageBox(window, { type: 'warning', message: sentence, buttons: ['Close'] })
}

/** Asks before a window takes a running training with it. */
export async function askToClose(window: BrowserWindow, run: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: `“${run}” is training.`,
    detail: 'Closing writes a checkpoint first; the run goes on from there when you resume it.',
    buttons: ['Keep training', 'Close'],
    // Return and Escape both keep what hours have made.
    defaultId: 0,
    cancelId: 0
  })
  return response === 1
}
