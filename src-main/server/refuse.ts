import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { textReply, type PageReply } from './answer.ts'

// The same for every reason: a refusal must not teach how to get past it.
const SENTENCES: Readonly<Record<number, string>> = {
  401: 'Open the studio by the whole address that it printed when it started.',
  403: 'This is not allowed.',
  404: 'Nothing is here.'
}

/** The reply to a visitor that is not let in. */
export function refusalReply(status: number): PageReply {
  const reply = textReply(status, SENTENCES[status] ?? 'This is not possible.')
  // What the visitor still sends is not read.
  reply.headers.connection = 'close'
  return reply
}

/** Writes a reply to an HTTP response. */
export function sendReply(response: ServerResponse, reply: PageReply): void {
  const { status, headers, body } = reply
  // 204 has no body, and must not state the length of one.
  const length = status === 204 ? {} : { 'content-length': String(body.byteLength) }
  response.writeHead(status, { ...headers, ...length }).end(body)
}

/** Writes a reply to the bare socket of a refused upgrade. */
export function sendRawReply(socket: Duplex, { status, headers, body }: PageReply): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${body.byteLength}`
  ]
  socket.on('error', () => socket.destroy())
  socket.end(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]))
}
