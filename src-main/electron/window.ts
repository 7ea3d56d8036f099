import { BrowserWindow, nativeTheme, screen } from 'electron'
import { join } from 'node:path'
import { PAGE_URL } from './policy.ts'
import {
  fitToDisplays,
  readWindowState,
  SMALLEST,
  USUAL,
  writeWindowState
} from './window-state.ts'

// The ground of the page in both themes, so that nothing flashes before it is drawn; the same as
// `oklch(0.16 0.005 260)` and `oklch(0.985 0 0)`.
const GROUND = { dark: '#0c0d0f', light: '#fafafa' }

// A page that dies more often than this is not helped by loading it again.
const MOST_RELOADS = 3

/** Opens the window where it was last, and keeps its place when it closes. */
export function openWindow(preload: string, stateFolder: string): BrowserWindow {
  const file = join(stateFolder, 'window.json')
  // Without taskbars and docks.
  const displays = screen.getAllDisplays().map(({ workArea }) => workArea)
  const { bounds, maximized } = fitToDisplays(readWindowState(file), displays)
  const window = new BrowserWindow({
    ...(bounds ?? USUAL),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'GAN Atelier',
    show: false,
    backgroundColor: ground(),
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      // All of these are Electron's defaults by now; a default may change.
      contextIsolation: true,
      nodeIntegration: false,
      sandbox: true,
      webviewTag: false,
      // Its dictionaries would be fetched from elsewhere.
      spellcheck: false
    }
  })
  if (maximized) window.maximize()
  // Not before there is something to see.
  window.once('ready-to-show', () => window.show())
  window.on('close', () =>
    writeWindowState(file, {
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized()
    })
  )
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(ground())
  })
  reviveAfterCrash(window)
  void window.loadURL(PAGE_URL)
  return window
}

function ground(): string {
  return nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light
}

// The studio and its workers are other processes: a page that dies takes nothing with it.
function reviveAfterCrash(window: BrowserWindow): void {
  let reloads = 0
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason !== 'clean-exit' && reloads++ < MOST_RELOADS) window.webContents.reload()
  })
}
