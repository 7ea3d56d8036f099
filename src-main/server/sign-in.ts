import type { IncomingMessage } from 'node:http'
import { isSecret, sessionCookie, type Access } from './access.ts'
import { textReply, type PageReply } from './answer.ts'
import { isFromHere } from './guard.ts'

const SIGN_IN = /^\/\?token=([A-Za-z0-9_-]+)$/

/**
 * Answers `GET /?token=…`, the printed URL: exchanges the token for the cookie and leads to a URL
 * without it. Undefined for every other request, and for a wrong token, which is then refused.
 */
export function signIn(
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  port: number,
  access: Access
): PageReply | undefined {
  const token = request.method === 'GET' ? SIGN_IN.exec(request.url ?? '')?.[1] : undefined
  const visitor = { headers: request.headers, changes: false }
  if (!isSecret(token, access.token) || !isFromHere(visitor, port)) return undefined

  // Where the URL was clicked in another page, such as a terminal in a browser, a redirect still
  // counts as that page's and would lack the strict cookie; a refresh counts as ours.
  const site = request.headers['sec-fetch-site']
  const clickedElsewhere = site !== undefined && site !== 'none' && site !== 'same-origin'
  const reply = textReply(clickedElsewhere ? 200 : 303, 'The studio opens.')
  reply.headers['set-cookie'] = sessionCookie(access)
  if (clickedElsewhere) reply.headers.refresh = '0; url=/'
  else reply.headers.location = '/'
  return reply
}
