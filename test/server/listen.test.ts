import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { listen } from '../../src-main/server/listen.ts'

const open: Server[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

function make(): Server {
  const server = createServer()
  open.push(server)
  return server
}

/** Takes a free port and the one after it, if that is free too. */
async function takePorts(): Promise<number> {
  const first = make()
  await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve))
  const { port } = first.address() as AddressInfo
  const second = make()
  await new Promise<void>((resolve) => {
    second.once('error', () => resolve())
    second.listen(port + 1, '127.0.0.1', resolve)
  })
  return port
}

describe('listen', () => {
  it('goes past taken ports and leaves no listener of a failed try behind', async () => {
    const taken = await takePorts()
    const server = make()
    const before = [server.listenerCount('listening'), server.listenerCount('error')]
    const port = await listen(server, { host: '127.0.0.1', port: taken, exact: false })
    expect(port).toBeGreaterThan(taken + 1)
    expect([server.listenerCount('listening'), server.listenerCount('error')]).toEqual(before)
  })

  it('names a taken port that was asked for, and the way out', async () => {
    const taken = await takePorts()
    await expect(listen(make(), { host: '127.0.0.1', port: taken, exact: true })).rejects.toThrow(
      `Port ${taken} of 127.0.0.1 is in use by another program; end that one, or choose another with --port`
    )
  })
})
