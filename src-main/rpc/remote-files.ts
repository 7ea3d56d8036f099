import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { basename } from 'node:path/posix'
import { StudioError } from '../contract/errors.ts'
import type { Studio } from '../contract/studio.ts'

/** What of a studio goes by HTTP and not through its port. */
export type StudioFiles = Pick<Studio, 'pixels' | 'download' | 'upload'>

/** Pictures, exports and uploads of a served studio; node:http because Node 16 has no fetch. */
export function remoteFiles(origin: string, token: string): StudioFiles {
  const send = (method: string, path: string, body?: Uint8Array): Promise<Reply> =>
    request(new URL(path, origin), method, token, body)
  return {
    pixels: async (path) => {
      const reply = await send('GET', path)
      if (reply.status === 404) return undefined
      if (reply.status !== 200) throw refusal(reply, path)
      return {
        type: 'image/png',
        bytes: reply.body,
        immutable: reply.headers['cache-control']?.includes('immutable') ?? false
      }
    },
    download: async (path) => {
      const reply = await send('GET', path)
      if (reply.status === 404) return undefined
      if (reply.status !== 200) throw refusal(reply, path)
      const type = reply.headers['content-type'] ?? 'application/octet-stream'
      return { type, name: basename(path), bytes: reply.body }
    },
    upload: async (upload, file, bytes) => {
      // Each name by itself: the slashes between them are the path's own.
      const path = file.split('/').map(encodeURIComponent).join('/')
      const reply = await send('POST', `/upload/${encodeURIComponent(upload)}/${path}`, bytes)
      // The token is sent nowhere else, so a redirect is a refusal too.
      if (reply.status >= 300) throw refusal(reply, file)
    }
  }
}

/** As much of an answer as is used here. */
interface Reply {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

function request(url: URL, method: string, token: string, body?: Uint8Array): Promise<Reply> {
  // TLS only where a proxy of the user's adds it; the studio itself speaks plain HTTP on loopback.
  const open = url.protocol === 'https:' ? requestHttps : requestHttp
  const headers = { authorization: `Bearer ${token}`, 'content-length': body?.byteLength ?? 0 }
  return new Promise((resolve, reject) => {
    const sent = open(url, { method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks)
        })
      )
    })
    sent.on('error', (cause) =>
      reject(new StudioError('connect/unreachable', `${url.origin} stopped answering.`, { cause }))
    )
    sent.end(body)
  })
}

// The server answers failures in a person's words as plain text.
function refusal(reply: Reply, what: string): StudioError {
  const text = reply.body.toString('utf8').trim().slice(0, 500)
  return new StudioError(
    'connect/refused',
    text || `The studio refused "${what}" (HTTP ${reply.status}).`
  )
}
