import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer } from 'ws'
import type { StudioEvent } from '../../src-main/contract/events.ts'
import { connectSteadily } from '../../src-main/electron/steady-studio.ts'
import { serveStudio } from '../../src-main/rpc/serve.ts'
import { websocketPort } from '../../src-main/rpc/websocket-port.ts'
import { createStudio } from '../../src-main/studio/create.ts'
import { nodeSpawner } from '../../src-main/studio/spawn-node.ts'
import { temporaryFolder } from '../temporary-folder.ts'

test('a lost connection is told, calls say why they fail, and it comes back by itself', async () => {
  const folder = temporaryFolder()
  const studio = createStudio({
    version: '1.2.3',
    shell: { kind: 'served', folderDialog: false, droppedPaths: false, revealFiles: false },
    spawner: nodeSpawner(folder),
    folders: { config: folder }
  })
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  sockets.on('connection', (socket) => serveStudio(studio, websocketPort(socket)))
  await once(sockets, 'listening')
  onTestFinished(() => void sockets.close())
  const { port } = sockets.address() as AddressInfo

  const steady = await connectSteadily(`http://127.0.0.1:${port}/?token=abc`)
  onTestFinished(() => steady.close())
  const told: StudioEvent[] = []
  steady.subscribe((event) => told.push(event))
  const returned = new Promise<void>((resolve) => steady.onReturn(resolve))
  expect(await steady.api.getState({})).toMatchObject({ version: '1.2.3' })

  // The calls under way end with the connection, and so do those that follow.
  for (const socket of sockets.clients) socket.terminate()
  await expect(steady.api.getState({})).rejects.toMatchObject({ code: 'rpc/closed' })
  await expect(steady.api.getState({})).rejects.toMatchObject({ code: 'connect/lost' })
  expect(told).toEqual([
    {
      type: 'message',
      level: 'problem',
      text: `The studio at http://127.0.0.1:${port} is out of reach; connecting again …`
    }
  ])

  await returned
  expect(await steady.api.getState({})).toMatchObject({ version: '1.2.3' })
})

test('a first connection that fails is the caller’s to tell', async () => {
  await expect(connectSteadily('http://127.0.0.1:1/?token=abc')).rejects.toMatchObject({
    code: 'connect/unreachable'
  })
  await expect(connectSteadily('nonsense')).rejects.toMatchObject({ code: 'connect/url' })
})
