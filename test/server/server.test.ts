import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { pixelPaths, SHEET_PICTURES } from '../../src-main/contract/pixels.ts'
import { connectStudio } from '../../src-main/rpc/connect.ts'
import { createBodyReader } from '../../src-main/server/body.ts'
import { boundedPort } from '../../src-main/server/bounded-port.ts'
import { listPageFiles } from '../../src-main/server/page-files.ts'
import { startServer } from '../../src-main/server/server.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { bearer, EXPORT, PICTURE, send, serve } from './served.ts'

test('another shell reaches calls, events, pictures, exports and uploads by the printed address', async () => {
  const { server, studio, uploads } = await serve()
  const remote = await connectStudio(server.url)
  expect(await remote.api.getState({})).toEqual(await studio.api.getState({}))
  expect(await remote.pixels(PICTURE)).toEqual({
    type: 'image/png',
    bytes: Buffer.from([1, 2, 3]),
    immutable: true
  })
  expect(await remote.pixels('/pixels/datasets/faces/4.png')).toBeUndefined()
  expect(await remote.download(EXPORT)).toEqual({
    type: 'image/gif',
    name: 'faces-640-walk.gif',
    bytes: Buffer.from([4, 5, 6])
  })
  expect(await remote.download('/exports/job-1/other.gif')).toBeUndefined()
  await remote.upload('drop-1', 'red/50% off.png', Uint8Array.of(1, 2))
  expect(uploads).toEqual([['drop-1', 'red/50% off.png', 2]])

  const closed = new Promise<string>((resolve) => remote.onClose(resolve))
  await server.close()
  expect(await closed).toContain('closed')
})

test('a studio with another token is refused with a sentence', async () => {
  const { server } = await serve()
  await expect(connectStudio(server.origin, 'guess')).rejects.toMatchObject({
    code: 'connect/refused'
  })
})

test('only 127.0.0.1 listens, not the other addresses of this machine', async () => {
  const { port } = await serve()
  const other = connect(port, '127.0.0.2')
  const [problem] = (await once(other, 'error')) as [NodeJS.ErrnoException]
  expect(problem.code).toBe('ECONNREFUSED')
})

test('a port in use is a sentence where it was asked for, and else the next free one', async () => {
  const { studio } = await serve()
  const pages = temporaryPages()
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo

  await expect(
    startServer(studio, pages, { host: '127.0.0.1', port, exact: true })
  ).rejects.toMatchObject({
    code: 'server/port-in-use',
    message: `Port ${port} of 127.0.0.1 is in use by another program; end that one, or choose another with --port (0 takes any free one).`
  })
  const next = await startServer(studio, pages, { host: '127.0.0.1', port, exact: false })
  onTestFinished(next.close)
  expect(Number(new URL(next.origin).port)).toBeGreaterThan(port)
})

test('an interface that is not built is a sentence', () => {
  expect(() => listPageFiles('/nowhere')).toThrow(
    'The interface is not built: /nowhere/index.html is missing; run "npm run build".'
  )
})

test('a body longer than its limit, or many together, are refused', async () => {
  const limits = { each: 100, together: 150 }
  const read = createBodyReader(limits)
  // A request is read as the stream that it is.
  const body = async function* (chunks: number, size: number) {
    for (let i = 0; i < chunks; i++) {
      yield Buffer.alloc(size)
      await wait(1)
    }
  }
  const request = (chunks: number, size: number, headers = {}) =>
    read(Object.assign(body(chunks, size), { headers }) as unknown as Parameters<typeof read>[0])

  expect((await request(2, 50)).byteLength).toBe(100)
  await expect(request(3, 50)).rejects.toMatchObject({ code: 'upload/too-large' })
  await expect(request(0, 0, { 'content-length': '101' })).rejects.toMatchObject({
    code: 'upload/too-large'
  })
  const together = await Promise.allSettled([request(9, 10), request(9, 10)])
  expect(together.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  // Nothing is held any longer.
  expect((await request(10, 10)).byteLength).toBe(100)
})

test('an upload that is too large is refused before it is read', async () => {
  const served = await serve()
  const headers = { ...bearer(served), 'content-length': String(2 ** 40) }
  const socket = connect(served.port, '127.0.0.1')
  const lines = Object.entries({ host: `127.0.0.1:${served.port}`, ...headers })
  socket.write(
    `POST /upload/drop-1/a.png HTTP/1.1\r\n${lines.map((line) => line.join(': ')).join('\r\n')}\r\n\r\n`
  )
  const [reply] = (await once(socket, 'data')) as [Buffer]
  expect(reply.toString()).toMatch(/^HTTP\/1.1 413 /)
  expect(served.uploads).toEqual([])
})

test('the longest URL of a sheet arrives whole', async () => {
  const served = await serve()
  const paths: string[] = []
  served.studio.pixels = async (path) => {
    paths.push(path)
    return { type: 'image/png', bytes: Uint8Array.of(7), immutable: true }
  }
  const z = Array.from({ length: 512 }, (_, index) => index / 7)
  const latents = Array.from({ length: SHEET_PICTURES }, () => z)
  const path = pixelPaths.latentSheet('a'.repeat(64), 999_999_999_999, 64, latents)
  const reply = await send(served.port, path, { headers: bearer(served) })
  expect([reply.status, paths]).toEqual([200, [path]])
})

test('a picture that fails is one sentence, and never a stack trace', async () => {
  const served = await serve()
  served.studio.pixels = () => Promise.reject(new TypeError('x is undefined'))
  const reply = await send(served.port, PICTURE, { headers: bearer(served) })
  expect([reply.status, reply.body]).toEqual([500, 'Something unexpected failed: x is undefined\n'])
})

test('a window that stops reading is cut off before it fills the memory', async () => {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  await once(sockets, 'listening')
  onTestFinished(() => void sockets.close())
  const client = new WebSocket(`ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`)
  const [window] = (await once(sockets, 'connection')) as [WebSocket]
  await once(client, 'open')
  client.pause()

  const limit = 2 ** 20
  const port = boundedPort(window, limit)
  const closed = new Promise<string>((resolve) => port.onClose(resolve))
  const message = { rows: 'x'.repeat(64 * 2 ** 10) }
  let highest = 0
  // The systems' own buffers take a few megabytes at most before ours begins to fill.
  for (let sent = 0; sent < 1_000 && window.readyState === window.OPEN; sent++) {
    port.post(message)
    highest = Math.max(highest, window.bufferedAmount)
    await wait(0)
  }
  expect(await closed).toContain('closed')
  expect(highest).toBeLessThan(limit + 2 * message.rows.length)
  client.terminate()
})

test('calls of a window are checked at the door, whatever arrives', async () => {
  const served = await serve()
  const socket = new WebSocket(`ws://127.0.0.1:${served.port}/rpc`, { headers: bearer(served) })
  await once(socket, 'open')
  const junk = ['[]', 'null', '{"t":"q"}', '{"t":"q","m":"constructor","a":[],"i":"1"}']
  for (const text of junk) socket.send(text)
  socket.send(JSON.stringify({ t: 'q', m: 'makeFolder', a: [{ path: 7 }], i: '2' }))
  const errors = new Map<string, string>()
  await new Promise<void>((resolve) =>
    socket.on('message', (data) => {
      const { i, e } = JSON.parse(String(data)) as { i: string; e: { code: string } }
      errors.set(i, e.code)
      if (errors.size === 2) resolve()
    })
  )
  expect(Object.fromEntries(errors)).toEqual({ 1: 'rpc/unknown', 2: 'rpc/invalid' })
  socket.terminate()
})

function temporaryPages(): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  return folder
}

test('an export is saved under its name, and is kept by nobody on the way', async () => {
  const served = await serve()
  const { status, headers, body } = await send(served.port, EXPORT, { headers: bearer(served) })
  expect([status, body]).toEqual([200, '\u0004\u0005\u0006'])
  expect(headers).toMatchObject({
    'content-type': 'image/gif',
    'content-disposition': 'attachment; filename="faces-640-walk.gif"',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff'
  })
})
