import { contextBridge, ipcRenderer, webUtils } from 'electron'

// The page's own objects, which the program's types know nothing of.
declare const window: {
  location: { origin: string }
  postMessage(message: string, origin: string, transfer: readonly unknown[]): void
}
type Transferable = NonNullable<Parameters<typeof ipcRenderer.postMessage>[2]>[number]
type DroppedFile = Parameters<typeof webUtils.getPathForFile>[0]

// Also the name of the channel to src-main/electron/door.ts.
const MESSAGE = 'atelier:port'

/**
 * All that the page gets from Electron. `requestPort` answers by a `message` event of the window
 * whose data is 'atelier:port' and whose one port speaks the calls of the contract.
 */
contextBridge.exposeInMainWorld('atelier', {
  shell: 'electron',
  requestPort: (): void => {
    const { port1, port2 } = new MessageChannel()
    ipcRenderer.postMessage(MESSAGE, null, [port1 as unknown as Transferable])
    window.postMessage(MESSAGE, window.location.origin, [port2])
  },
  /** The path of a file that was dropped; empty where it has none. */
  pathForFile: (file: DroppedFile): string =>
    // Electron before 32 kept it on the file itself.
    webUtils ? webUtils.getPathForFile(file) : ((file as { path?: string }).path ?? '')
})
