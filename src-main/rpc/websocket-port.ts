import type { WebSocket } from 'ws'
import type { Port } from '../contract/port.ts'

// RFC 6455, section 7.4.1: data that this end cannot take.
const UNSUPPORTED_DATA = 1003

/** A port of JSON texts over an open WebSocket of the `ws` package. */
export function websocketPort(socket: WebSocket): Port {
  return {
    // What is sent to a window that has just gone is lost, as it would be a moment later.
    post: (message) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
    },
    listen: (listener) => {
      const receive = (data: unknown, isBinary: boolean): void => {
        // Pictures travel by URL, so nothing here is binary.
        const message = isBinary ? undefined : parseJson(String(data))
        if (message === undefined) socket.close(UNSUPPORTED_DATA)
        else listener(message)
      }
      socket.on('message', receive)
      return () => socket.off('message', receive)
    },
    onClose: (listener) => {
      const report = (code: number): void => listener(`The connection was closed (${code}).`)
      socket.once('close', report)
      return () => socket.off('close', report)
    },
    close: () => socket.close()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
