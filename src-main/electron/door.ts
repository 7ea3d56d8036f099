import { ipcMain, type BrowserWindow } from 'electron'
import type { Studio } from '../contract/studio.ts'
import { messagePort } from '../rpc/message-port.ts'
import { serveStudio } from '../rpc/serve.ts'
import { isTrustedSender } from './policy.ts'

/** The one channel; src-main/preload.ts sends on it. */
const DOOR = 'atelier:port'

/** The one IPC door: hands a message port of our own page to the studio, and no other. */
export function setUpDoor(window: BrowserWindow, studio: Studio): void {
  // Each load of the page brings a port of its own; the last one closed when its page went.
  ipcMain.on(DOOR, ({ sender, senderFrame, ports: [port] }) => {
    const trusted = isTrustedSender({
      url: senderFrame?.url ?? '',
      isMainFrame: senderFrame !== null && senderFrame.parent === null,
      isOwnWindow: sender.id === window.webContents.id
    })
    // A knock without a port asks for nothing.
    if (!port) return
    if (trusted) serveStudio(studio, messagePort(port, 'event'))
    else port.close()
  })
}
