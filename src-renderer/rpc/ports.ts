import { StudioError } from '../../src-main/contract/errors.ts'
import type { Port } from '../../src-main/contract/port.ts'
import type { AtelierBridge } from './shell.ts'

// As src-main/preload.ts has it.
const PORT_MESSAGE = 'atelier:port'

// Longer than a busy machine needs, shorter than a person waits.
const OPEN_TIMEOUT_MS = 10_000

/** Opens the way to the studio that the shell offers: a MessagePort in the desktop window, else a WebSocket. */
export async function openPort(): Promise<Port> {
  return window.atelier ? openWindowPort(window.atelier) : openSocketPort()
}

// The preload script answers with a message of this very window that carries the port.
async function openWindowPort(bridge: AtelierBridge): Promise<Port> {
  const port = await new Promise<MessagePort>((resolve, reject) => {
    const timer = setTimeout(() => settle(undefined), OPEN_TIMEOUT_MS)
    const receive = (event: MessageEvent): void => {
      // Another frame could post the same words.
      if (event.source === window && event.data === PORT_MESSAGE) settle(event.ports[0])
    }
    const settle = (found: MessagePort | undefined): void => {
      clearTimeout(timer)
      window.removeEventListener('message', receive)
      if (found) resolve(found)
      else reject(unreachable())
    }
    window.addEventListener('message', receive)
    bridge.requestPort()
  })
  return {
    post: (message) => port.postMessage(message),
    listen: (listener) => {
      const receive = (event: MessageEvent): void => listener(event.data)
      port.addEventListener('message', receive)
      port.start()
      return () => port.removeEventListener('message', receive)
    },
    // Chromium tells of a closed port since 122; before, the window ends with its main process.
    onClose: (listener) => {
      const report = (): void => listener('The studio has gone.')
      port.addEventListener('close', report)
      return () => port.removeEventListener('close', report)
    },
    close: () => port.close()
  }
}

// The cookie that the page was opened with is what lets the socket in.
async function openSocketPort(): Promise<Port> {
  const address = `${location.origin.replace(/^http/, 'ws')}/rpc`
  const socket = new WebSocket(address)
  await new Promise<void>((resolve, reject) => {
    // Closing makes the `close` event below settle it.
    const timer = setTimeout(() => socket.close(), OPEN_TIMEOUT_MS)
    const settle = (opened: boolean): void => {
      clearTimeout(timer)
      if (opened) resolve()
      else reject(unreachable())
    }
    socket.addEventListener('open', () => settle(true), { once: true })
    socket.addEventListener('close', () => settle(false), { once: true })
  })
  return {
    // JSON texts, as src-main/rpc/websocket-port.ts reads them.
    post: (message) => socket.send(JSON.stringify(message)),
    listen: (listener) => {
      const receive = (event: MessageEvent): void => listener(JSON.parse(String(event.data)))
      socket.addEventListener('message', receive)
      return () => socket.removeEventListener('message', receive)
    },
    onClose: (listener) => {
      const report = (): void => listener('The connection to the studio was lost.')
      socket.addEventListener('close', report)
      return () => socket.removeEventListener('close', report)
    },
    close: () => socket.close()
  }
}

function unreachable(): StudioError {
  return new StudioError('connect/unreachable', 'The studio does not answer.')
}
