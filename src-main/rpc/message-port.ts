import type { Port } from '../contract/port.ts'

/** What Node's MessagePort, Electron's MessagePortMain, `parentPort` and UtilityProcess share. */
export interface MessageEnd {
  postMessage(message: unknown): void
  on(event: 'message' | 'close', listener: (value: unknown) => void): unknown
  off(event: 'message' | 'close', listener: (value: unknown) => void): unknown
  start?(): void
  close?(): void
}

/** Node's ports and UtilityProcess hand over the message itself, Electron's an event that holds it. */
export type MessageShape = 'message' | 'event'

const READERS: Record<MessageShape, (value: unknown) => unknown> = {
  message: (value) => value,
  event: (value) => (value as { data: unknown }).data
}

/** A port over any end that posts structured clones. */
export function messagePort(end: MessageEnd, shape: MessageShape): Port {
  const read = READERS[shape]
  // Electron throws where a message is posted to a closed port.
  let open = true
  end.on('close', () => (open = false))
  return {
    post: (message) => {
      if (open) end.postMessage(message)
    },
    listen: (listener) => {
      const receive = (value: unknown): void => listener(read(value))
      end.on('message', receive)
      // Browsers' kind of ports hold messages back until they are started.
      end.start?.()
      return () => end.off('message', receive)
    },
    onClose: (listener) => {
      const report = (): void => listener('The window at the other end has gone.')
      end.on('close', report)
      return () => end.off('close', report)
    },
    close: () => {
      open = false
      end.close?.()
    }
  }
}
