import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

// 256 bits.
const TOKEN_BYTES = 32

/** What opens a served studio. */
export interface Access {
  /** Stands once in the printed URL, or in `Authorization: Bearer`. */
  token: string
  /** What the token is exchanged for, so that the browser does not keep the token itself. */
  session: string
  /** Named by the port, because browsers keep one cookie jar for all ports of a host. */
  cookie: string
}

/** A new secret for each start; nothing is written to disk or to a log. */
export function createAccess(port: number): Access {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const session = createHmac('sha256', token).update('session').digest('base64url')
  return { token, session, cookie: `atelier-${port}` }
}

/** Compares secrets in a time that tells nothing about them. */
export function isSecret(given: string | undefined, secret: string): boolean {
  // Digests have one length whatever is given, which the comparison asks for.
  if (given === undefined) return false
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}

/** The token of an `Authorization: Bearer` header. */
export function readBearer(header: string | undefined): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]+)$/i.exec(header ?? '')?.[1]
}

/** One cookie's value out of a `Cookie` header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([key]) => key === name)?.[1]
}

/** Out of reach of scripts, and sent by no page but our own. */
export function sessionCookie({ cookie, session }: Access): string {
  return `${cookie}=${session}; HttpOnly; SameSite=Strict; Path=/`
}
