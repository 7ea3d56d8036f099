import type { IncomingHttpHeaders } from 'node:http'
import { isSecret, readBearer, readCookie, type Access } from './access.ts'

// A foreign name can be made to point at this machine, but the Host header still says it.
const OWN_NAMES = ['127.0.0.1', 'localhost', '[::1]']

// A page of another port on this machine counts as the same site, and gets the cookie sent.
const OWN_FETCH_SITES = [undefined, 'none', 'same-origin']

/** What the guard looks at. */
export interface Visitor {
  headers: IncomingHttpHeaders
  /** True for requests that change something, and for sockets. */
  changes: boolean
}

/** True where the Host is ours, and the Origin, if any, is the very page we serve. */
export function isFromHere({ headers }: Visitor, port: number): boolean {
  const own = OWN_NAMES.some((name) => headers.host === `${name}:${port}`)
  return own && (headers.origin === undefined || headers.origin === `http://${headers.host}`)
}

/** The status to refuse a visitor with; undefined lets it in. */
export function refusal(visitor: Visitor, port: number, access: Access): 401 | 403 | undefined {
  const { headers, changes } = visitor
  if (!isFromHere(visitor, port)) return 403
  // Programs show the token itself; no page can make a browser send this header for it.
  if (isSecret(readBearer(headers.authorization), access.token)) return undefined
  // From here on it is a browser: what came from another page is refused even with the cookie.
  if (changes && headers.origin === undefined) return 403
  if (!OWN_FETCH_SITES.includes(headers['sec-fetch-site'] as string | undefined)) return 403
  return isSecret(readCookie(headers.cookie, access.cookie), access.session) ? undefined : 401
}
