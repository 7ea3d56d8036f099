import { mkdirSync, writeFileSync } from 'node:fs'
import { request as requestHttp, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Studio } from '../../src-main/contract/studio.ts'
import { startServer, type RunningServer } from '../../src-main/server/server.ts'
import { createStudio } from '../../src-main/studio/create.ts'
import { nodeSpawner } from '../../src-main/studio/spawn-node.ts'
import { temporaryFolder } from '../temporary-folder.ts'

export const PICTURE = '/pixels/datasets/faces/3.png'
export const EXPORT = '/exports/job-1/faces-640-walk.gif'

export interface Served {
  server: RunningServer
  studio: Studio
  /** What `studio.upload` was given. */
  uploads: [upload: string, file: string, bytes: number][]
  port: number
  /** Beside the served pages: what a traversal would reach. */
  secret: string
}

/** A real studio behind a real server; only its pictures, exports and uploads are answered here. */
export async function serve(): Promise<Served> {
  const folder = temporaryFolder()
  const pages = join(folder, 'pages')
  mkdirSync(join(pages, 'assets'), { recursive: true })
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>GAN Atelier</title>')
  writeFileSync(join(pages, 'assets/index-1a2b.js'), 'export {}')
  const secret = 'never to be served'
  writeFileSync(join(folder, 'secret.txt'), secret)

  const uploads: Served['uploads'] = []
  const studio: Studio = {
    ...createStudio({
      version: '0.0.0',
      shell: { kind: 'served', folderDialog: false, droppedPaths: false, revealFiles: false },
      spawner: nodeSpawner(folder),
      folders: { config: join(folder, 'config'), temporary: folder }
    }),
    pixels: async (path) =>
      path === PICTURE
        ? { type: 'image/png', bytes: Uint8Array.of(1, 2, 3), immutable: true }
        : undefined,
    download: async (path) =>
      path === EXPORT
        ? { type: 'image/gif', name: 'faces-640-walk.gif', bytes: Uint8Array.of(4, 5, 6) }
        : undefined,
    upload: async (upload, file, bytes) => void uploads.push([upload, file, bytes.byteLength])
  }
  const server = await startServer(studio, pages, { host: '127.0.0.1', port: 0, exact: true })
  onTestFinished(async () => {
    await server.close()
    await studio.close()
  })
  return { server, studio, uploads, port: Number(new URL(server.origin).port), secret }
}

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export interface Sent {
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array
}

/** Sends a target exactly as written; `fetch` would tidy it, and set Host by itself. */
export function send(port: number, target: string, sent: Sent = {}): Promise<Reply> {
  const { method = 'GET', headers = {}, body } = sent
  return new Promise((resolve, reject) => {
    const request = requestHttp({ port, host: '127.0.0.1', path: target, method, headers })
    request.on('error', reject)
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8')
        })
      )
    })
    request.end(body)
  })
}

/** Sends bytes as they are, for requests that no HTTP library would make; gives the first line. */
export function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text))
    let reply = ''
    socket.on('data', (chunk: Buffer) => (reply += chunk.toString('latin1')))
    socket.on('error', reject)
    socket.on('close', () => resolve(reply.split('\r\n')[0]!))
  })
}

/** What a signed-in browser sends with each request. */
export async function signedIn({ port, server }: Served): Promise<Record<string, string>> {
  const reply = await send(port, `/?token=${server.token}`)
  const cookie = reply.headers['set-cookie']![0]!.split(';')[0]!
  return { cookie, origin: `http://127.0.0.1:${port}` }
}

/** What another program sends. */
export function bearer({ server }: Served): Record<string, string> {
  return { authorization: `Bearer ${server.token}` }
}
