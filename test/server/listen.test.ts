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

// More than the ten listeners at which Node warns of a leak.
const BUSY = 12

/** Takes a free port and those after it, where they are free; gives the first. */
async function takePorts(): Promise<number> {
  const first = make()
  await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve))
  const { port } = first.address() as AddressInfo
  for (let next = port + 1; next < port + BUSY; next++) {
    const server = make()
    await new Promise<void>((resolve) => {
      server.once('error', () => resolve())
      server.listen(next, '127.0.0.1', resolve)
    })
  }
  return port
}

describe('listen', () => {
  it('goes past taken ports, and no failed try leaves a listener behind', async () => {
    const warnings: string[] = []
    const warned = (warning: Error): number => warnings.push(warning.name)
    process.on('warning', warned)
    const taken = await takePorts()
    const port = await listen(make(), { host: '127.0.0.1', port: taken, exact: false })
    expect(port).toBeGreaterThanOrEqual(taken + BUSY)
    // Node tells of a leak in the next turn.
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', warned)
    expect(warnings).toEqual([])
  })

  it('names a taken port that was asked for, and the way out', async () => {
    const taken = await takePorts()
    await expect(listen(make(), { host: '127.0.0.1', port: taken, exact: true })).rejects.toThrow(
      `Port ${taken} of 127.0.0.1 is in use by another program; end that one, or choose another with --port`
    )
  })
})
