import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from '../../src-main/server/headers.ts'
import { bearer, EXPORT, PICTURE, send, sendRaw, serve, signedIn, type Served } from './served.ts'

const ROUTES: [method: string, target: string][] = [
  ['GET', '/'],
  ['HEAD', '/'],
  ['GET', '/index.html'],
  ['GET', '/assets/index-1a2b.js'],
  ['GET', PICTURE],
  ['GET', EXPORT],
  ['GET', '/pixels/nothing'],
  ['GET', '/rpc'],
  ['GET', '/nothing'],
  ['POST', '/upload/drop-1/a.png'],
  ['PUT', '/upload/drop-1/a.png'],
  ['DELETE', '/'],
  ['OPTIONS', '/'],
  ['GET', '/?token='],
  ['GET', '/?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ['POST', '/?token=AAAA']
]

test('every route without a token is refused, with the security headers and no detail', async () => {
  const { port } = await serve()
  for (const [method, target] of ROUTES) {
    const reply = await send(port, target, { method })
    expect([401, 403], `${method} ${target}`).toContain(reply.status)
    expect(reply.headers).toMatchObject(SECURITY_HEADERS)
    expect(reply.headers['set-cookie']).toBeUndefined()
    const sentences = [
      '',
      'This is not allowed.\n',
      'Open the studio by the whole address that it printed when it started.\n'
    ]
    expect(sentences).toContain(reply.body)
  }
})

test('wrong tokens and cookies are refused', async () => {
  const served = await serve()
  const { port, server } = served
  const { cookie = '' } = await signedIn(served)
  const wrong: Record<string, string>[] = [
    { authorization: `Bearer ${server.token.slice(1)}` },
    { authorization: `Bearer ${server.token}x` },
    { authorization: `Basic ${server.token}` },
    { authorization: 'Bearer ' },
    { authorization: server.token },
    { cookie: `${cookie}x` },
    { cookie: cookie.replace(/=.*/, '=') },
    // The token is not the session.
    { cookie: cookie.replace(/=.*/, `=${server.token}`) },
    // A cookie of another port's studio.
    { cookie: cookie.replace(/^atelier-\d+/, 'atelier-1') }
  ]
  for (const headers of wrong) {
    expect((await send(port, '/', { headers })).status, JSON.stringify(headers)).toBe(401)
  }
  expect((await send(port, '/', { headers: { cookie: `a=b; ${cookie}` } })).status).toBe(200)
})

describe('the printed address', () => {
  test('has at least 128 bits, and is exchanged for a strict cookie', async () => {
    const served = await serve()
    const { port, server } = served
    expect(Buffer.from(server.token, 'base64url').byteLength).toBeGreaterThanOrEqual(16)
    expect(server.url).toBe(`http://127.0.0.1:${port}/?token=${server.token}`)

    const reply = await send(port, `/?token=${server.token}`)
    expect(reply.status).toBe(303)
    expect(reply.headers.location).toBe('/')
    const [cookie] = reply.headers['set-cookie']!
    expect(cookie).toMatch(
      new RegExp(`^atelier-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`)
    )
    expect(cookie).not.toContain(server.token)
  })

  test('clicked in another page it leads on by a refresh, which sends the strict cookie', async () => {
    const { port, server } = await serve()
    const headers = { 'sec-fetch-site': 'cross-site' }
    const reply = await send(port, `/?token=${server.token}`, { headers })
    expect([reply.status, reply.headers.refresh]).toEqual([200, '0; url=/'])
    expect(reply.headers['set-cookie']).toHaveLength(1)
  })

  test('does nothing under a foreign Host or Origin', async () => {
    const { port, server } = await serve()
    for (const headers of [{ host: `evil.test:${port}` }, { origin: 'http://evil.test' }]) {
      const reply = await send(port, `/?token=${server.token}`, { headers })
      expect([reply.status, reply.headers['set-cookie']]).toEqual([403, undefined])
    }
  })
})

const FOREIGN_HOSTS = (port: number): string[] => [
  'evil.test',
  `evil.test:${port}`,
  `127.0.0.1.evil.test:${port}`,
  `127.0.0.1:${port}.evil.test`,
  `localhost.:${port}`,
  `localhost:${port + 1}`,
  '127.0.0.1',
  'localhost',
  `127.0.0.2:${port}`,
  `0.0.0.0:${port}`,
  `[::]:${port}`,
  `[::ffff:127.0.0.1]:${port}`,
  `2130706433:${port}`,
  `user@127.0.0.1:${port}`,
  `127.0.0.1:${port} evil.test`
]

test('a rebound or foreign Host is refused on every route, with token or cookie', async () => {
  const served = await serve()
  const { port } = served
  const { cookie = '' } = await signedIn(served)
  for (const host of FOREIGN_HOSTS(port)) {
    for (const identity of [bearer(served), { cookie }]) {
      for (const target of ['/', PICTURE, EXPORT]) {
        const reply = await send(port, target, { headers: { ...identity, host } })
        expect(reply.status, `Host: ${host}`).toBe(403)
      }
    }
  }
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
    expect((await send(port, '/', { headers: { ...bearer(served), host } })).status).toBe(200)
  }
})

const FOREIGN_ORIGINS = (port: number): string[] => [
  'null',
  '',
  'http://evil.test',
  `http://evil.test:${port}`,
  `http://127.0.0.1:${port + 1}`,
  'http://127.0.0.1',
  `https://127.0.0.1:${port}`,
  `http://127.0.0.1:${port}/`,
  `http://127.0.0.1:${port}.evil.test`,
  `http://localhost:${port}`,
  'file://',
  'app://studio',
  'chrome-extension://abcdefgh'
]

test('a foreign Origin is refused for pages, uploads and sockets, with token or cookie', async () => {
  const served = await serve()
  const { port, uploads } = served
  const { cookie = '' } = await signedIn(served)
  for (const origin of FOREIGN_ORIGINS(port)) {
    for (const identity of [bearer(served), { cookie }]) {
      const headers = { ...identity, origin }
      expect((await send(port, '/', { headers })).status, `Origin: ${origin}`).toBe(403)
      const upload = await send(port, '/upload/drop-1/a.png', { method: 'POST', headers })
      expect(upload.status, `Origin: ${origin}`).toBe(403)
      expect(await openSocket(served, headers), `Origin: ${origin}`).toBe(403)
    }
  }
  expect(uploads).toEqual([])
})

test('with the cookie, only our own page may write or open a socket', async () => {
  const served = await serve()
  const { port, uploads } = served
  const { cookie = '', origin = '' } = await signedIn(served)
  const upload = { method: 'POST', body: 'pixels' }
  const withoutOrigin = await send(port, '/upload/drop-1/a.png', { ...upload, headers: { cookie } })
  expect(withoutOrigin.status).toBe(403)
  expect(await openSocket(served, { cookie })).toBe(403)
  expect(await openSocket(served, { origin })).toBe(401)
  expect(await openSocket(served, {})).toBe(403)
  expect(uploads).toEqual([])

  const headers = { cookie, origin }
  expect((await send(port, '/upload/drop-1/a.png', { ...upload, headers })).status).toBe(204)
  expect(await openSocket(served, headers)).toBe(101)
  expect(await openSocket(served, bearer(served))).toBe(101)
  expect(uploads).toEqual([['drop-1', 'a.png', 6]])
})

test('a page on another port of this machine cannot embed pictures, though it is the same site', async () => {
  const served = await serve()
  const { port } = served
  const { cookie = '' } = await signedIn(served)
  const ask = async (site: string): Promise<number> =>
    (await send(port, PICTURE, { headers: { cookie, 'sec-fetch-site': site } })).status
  expect(await Promise.all(['same-site', 'cross-site', 'same-origin', 'none'].map(ask))).toEqual([
    403, 403, 200, 200
  ])
})

test('sockets elsewhere than at /rpc are refused, and only after the guard', async () => {
  const served = await serve()
  expect(await openSocket(served, bearer(served), '/')).toBe(404)
  expect(await openSocket(served, bearer(served), '/rpc/..')).toBe(404)
  expect(await openSocket(served, bearer(served), `/rpc?token=${served.server.token}`)).toBe(404)
  const withQuery = `/rpc?token=${served.server.token}`
  expect(await openSocket(served, { origin: served.server.origin }, withQuery)).toBe(401)
})

test('requests that are not to this server are refused', async () => {
  const served = await serve()
  const { port, server } = served
  const lines = [`Host: 127.0.0.1:${port}`, `Authorization: Bearer ${server.token}`, '', ''].join(
    '\r\n'
  )
  expect(await sendRaw(port, `GET http://evil.test/ HTTP/1.1\r\n${lines}`)).toContain(' 400 ')
  expect(await sendRaw(port, `OPTIONS * HTTP/1.1\r\n${lines}`)).toMatch(/ 40[05] /)
  expect(await sendRaw(port, `GET / HTTP/1.1\r\n\r\n`)).toContain(' 400 ')
  expect(await sendRaw(port, `GET / HTTP/1.0\r\n\r\n`)).toContain(' 403 ')
})

test('pages and pictures carry the policy, their type and their caching', async () => {
  const served = await serve()
  const ask = async (target: string) => {
    const { status, headers, body } = await send(served.port, target, { headers: bearer(served) })
    expect(headers).toMatchObject(SECURITY_HEADERS)
    return [status, headers['content-type'], headers['cache-control'], body]
  }
  const kept = 'private, max-age=31536000, immutable'
  expect(await ask('/')).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-cache',
    '<!doctype html><title>GAN Atelier</title>'
  ])
  expect(await ask('/assets/index-1a2b.js')).toEqual([
    200,
    'text/javascript; charset=utf-8',
    kept,
    'export {}'
  ])
  expect(await ask(PICTURE)).toEqual([200, 'image/png', kept, '\x01\x02\x03'])
  expect(CONTENT_SECURITY_POLICY).not.toContain('unsafe')
})

// The status of the upgrade: 101 where the socket opened.
function openSocket(
  { port }: Served,
  headers: Record<string, string>,
  path = '/rpc'
): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.on('unexpected-response', (_, response) => {
      response.destroy()
      resolve(response.statusCode ?? 0)
    })
    socket.on('error', reject)
  })
}
