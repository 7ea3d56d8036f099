import type { WebSocket } from 'ws'
import type { Port } from '../contract/port.ts'
import { websocketPort } from '../rpc/websocket-port.ts'

// Several minutes of training's events, or the report of the largest import, whichever way it is
// read; a window that is this far behind has stopped reading.
const BUFFER_LIMIT_BYTES = 32 * 2 ** 20

/**
 * A port that cuts off a window which no longer reads, so that what it is sent cannot pile up in
 * memory. The window connects again when it wakes and asks for everything anew.
 */
export function boundedPort(socket: WebSocket, limit = BUFFER_LIMIT_BYTES): Port {
  const port = websocketPort(socket)
  return {
    ...port,
    post: (message) => {
      // What waits before this message counts, so that no single one is ever too large.
      if (socket.bufferedAmount > limit) socket.terminate()
      else port.post(message)
    }
  }
}
