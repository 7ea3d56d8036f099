/** What the desktop window's preload script offers; absent in a browser. */
export interface AtelierBridge {
  /** Answered by a `message` event with the data `atelier:port` and one MessagePort. */
  requestPort(): void
  /** The path of a dropped file or folder on this machine. */
  pathForFile(file: File): string
}

declare global {
  interface Window {
    atelier?: AtelierBridge
  }
}
