import { createServer, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Studio } from '../contract/studio.ts'
import { serveStudio } from '../rpc/serve.ts'
import { createAccess, type Access } from './access.ts'
import { createAnswerer, type Answerer, type PageReply } from './answer.ts'
import { createBodyReader } from './body.ts'
import { boundedPort } from './bounded-port.ts'
import { refusal } from './guard.ts'
import { listen, type Place } from './listen.ts'
import { listPageFiles } from './page-files.ts'
import { refusalReply, sendRawReply, sendReply } from './refuse.ts'
import { signIn } from './sign-in.ts'

/** A studio on loopback. */
export interface RunningServer {
  /** With the token; the one line that may be shown. */
  url: string
  origin: string
  token: string
  close(): Promise<void>
}

// 1,024 latent vectors of the most numbers as JSON.
const MESSAGE_LIMIT_BYTES = 48 * 2 ** 20

// The longest URL is that of a sheet of 64 pictures of the most numbers each, in base64 some 646 kB.
const HEADER_LIMIT_BYTES = 704 * 2 ** 10

const READING_METHODS = ['GET', 'HEAD']

/** Serves a studio to browsers and to other shells on this machine. */
export async function startServer(
  studio: Studio,
  pageFolder: string,
  place: Place
): Promise<RunningServer> {
  // Before the port is taken: without its pages there is nothing to serve.
  const answer = createAnswerer(studio, listPageFiles(pageFolder))
  const server = createServer({ maxHeaderSize: HEADER_LIMIT_BYTES })
  const port = await listen(server, place)
  // The token is made for the port that was really had.
  const access = createAccess(port)
  const sockets = serveSockets(studio, port, access)
  const reply = guardPages(answer, port, access)

  server.on('upgrade', sockets.upgrade)
  server.on('request', (request, response) => {
    // The connection may break at any moment; then there is nobody left to answer.
    response.on('error', () => response.destroy())
    void reply(request).then((made) => sendReply(response, made))
  })

  const origin = `http://${place.host === '::1' ? '[::1]' : place.host}:${port}`
  return {
    url: `${origin}/?token=${access.token}`,
    origin,
    token: access.token,
    close: async () => {
      sockets.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // Browsers keep idle connections open for minutes.
      server.closeAllConnections()
      await closed
    }
  }
}

/** Every page, picture and upload passes here. */
function guardPages(
  answer: Answerer,
  port: number,
  access: Access
): (request: IncomingMessage) => Promise<PageReply> {
  const readBody = createBodyReader()
  return async (request) => {
    const { method = '', url = '', headers } = request
    const signedIn = signIn(request, port, access)
    if (signedIn) return signedIn
    const changes = !READING_METHODS.includes(method)
    const status = refusal({ headers, changes }, port, access)
    if (status) return refusalReply(status)
    const reply = await answer({ method, target: url, body: () => readBody(request) })
    // An upload refused half-way: its rest is not read.
    if (changes && reply.status >= 400) reply.headers.connection = 'close'
    return reply
  }
}

/** Every socket passes here; each becomes a window of the studio. */
function serveSockets(
  studio: Studio,
  port: number,
  access: Access
): {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
} {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_LIMIT_BYTES,
    // Loopback is faster than any compression.
    perMessageDeflate: false
  })
  return {
    upgrade: (request, socket, head) => {
      const status = refusal({ headers: request.headers, changes: true }, port, access)
      const refused = status ?? (request.url === '/rpc' ? undefined : 404)
      if (refused) return sendRawReply(socket, refusalReply(refused))
      sockets.handleUpgrade(request, socket, head, (window) => {
        // Too long a message or a broken frame: `close` follows and says so.
        window.on('error', () => window.terminate())
        serveStudio(studio, boundedPort(window))
      })
    },
    close: () => {
      for (const window of sockets.clients) window.terminate()
    }
  }
}
