import { WebSocket } from 'ws'
import type { StudioApi } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'
import type { StudioEvent } from '../contract/events.ts'
import type { Port } from '../contract/port.ts'
import type { Dispose, Studio } from '../contract/studio.ts'
import { openChannel, type Channel } from './channel.ts'
import { CALL_NAMES } from './door.ts'
import { remoteFiles, type StudioFiles } from './remote-files.ts'
import { websocketPort } from './websocket-port.ts'

// Longer than the longest pause of a busy studio, shorter than a person waits.
const CONNECT_TIMEOUT_MS = 10_000

/** A studio served elsewhere. When the connection ends it stays ended: the owner connects anew. */
export interface RemoteStudio extends Studio {
  onClose(listener: (reason: string) => void): Dispose
}

/** Reaches a served studio by its URL; the token may stand in the URL, as the server prints it. */
export async function connectStudio(url: string, token?: string): Promise<RemoteStudio> {
  // The token goes into a header, so that it stands in no log of addresses.
  const { origin, secret } = readAddress(url, token)
  const socket = await openSocket(origin, secret)
  const port = websocketPort(socket)
  return remoteStudio(port, remoteFiles(origin, secret))
}

/** The studio at the other end of an open port; its pictures, exports and uploads go by `files`. */
export function remoteStudio(port: Port, files: StudioFiles): RemoteStudio {
  const listeners = new Set<(event: StudioEvent) => void>()
  const channel = openChannel(port, (method, [event]) => {
    // The only thing that a studio says by itself.
    if (method !== 'event')
      throw new StudioError('rpc/unknown', `Nothing here answers "${method}".`)
    for (const listener of listeners) listener(event as StudioEvent)
  })
  return {
    api: remoteApi(channel),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ...files,
    onClose: (listener) => port.onClose(listener),
    close: async () => port.close()
  }
}

// Not behind a door: the other end has one, and checks.
function remoteApi(channel: Channel): StudioApi {
  const entries = CALL_NAMES.map((name) => [name, (input: unknown) => channel.call(name, input)])
  return Object.fromEntries(entries) as StudioApi
}

function readAddress(url: string, token?: string): { origin: string; secret: string } {
  const parsed = parseUrl(url)
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') {
    throw new StudioError(
      'connect/url',
      `"${url}" is not the URL of a studio; give the whole http://…?token=… line that it printed.`
    )
  }
  const secret = token ?? parsed.searchParams.get('token')
  if (!secret) {
    throw new StudioError(
      'connect/token',
      `${parsed.origin} was given without its token; give the whole http://…?token=… line that it printed.`
    )
  }
  return { origin: parsed.origin, secret }
}

// URL.canParse is younger than the oldest Node this runs under.
function parseUrl(url: string): URL | undefined {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}

function openSocket(origin: string, secret: string): Promise<WebSocket> {
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/rpc`, {
    headers: { authorization: `Bearer ${secret}` },
    handshakeTimeout: CONNECT_TIMEOUT_MS
  })
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    // Stays on: an error after opening is followed by `close`, which is what the owner hears of.
    socket.on('error', (error) => reject(unreachable(origin, error)))
  })
}

function unreachable(origin: string, cause: Error): StudioError {
  // `ws` tells the HTTP status only in its message.
  const refused = /\b40[13]\b/.test(cause.message)
  const sentence = refused
    ? `The studio at ${origin} refused the token; take the URL from its newest start.`
    : `No studio answers at ${origin} (${cause.message}); start it there, or check the address.`
  return new StudioError(refused ? 'connect/refused' : 'connect/unreachable', sentence, { cause })
}
