import { expect, test } from 'vitest'
import { StudioError } from '../../src-main/contract/errors.ts'
import { connectWorker, serveWorker } from '../../src-main/rpc/worker.ts'
import { portPair } from './ports.ts'

interface Doubler {
  double(bytes: Uint8Array): Promise<Uint8Array>
  fail(): Promise<void>
  break(): Promise<void>
}
interface DoublerEvents {
  onDoubled(event: { count: number }): void
}

function connectedDoubler(): { api: Doubler; heard: unknown[] } {
  const [near, far] = portPair()
  const events: DoublerEvents = serveWorker<Doubler, DoublerEvents>(near, {
    double: async (bytes) => {
      events.onDoubled({ count: bytes.length })
      return bytes.map((byte) => byte * 2)
    },
    fail: () => Promise.reject(new StudioError('doubler/full', 'There is no room for more.')),
    break: () => Promise.reject(new TypeError('Nothing is there.'))
  })
  const heard: unknown[] = []
  const { api } = connectWorker<Doubler, DoublerEvents>(far, {
    onDoubled: (event) => void heard.push(event)
  })
  return { api, heard }
}

test('bytes pass as bytes, and events come before the answer', async () => {
  const { api, heard } = connectedDoubler()
  const doubled = await api.double(new Uint8Array([1, 2, 3]))
  expect([doubled, heard]).toEqual([new Uint8Array([2, 4, 6]), [{ count: 3 }]])
})

test('the code and sentence of an error survive the way', async () => {
  const { api } = connectedDoubler()
  await expect(api.fail()).rejects.toMatchObject({
    name: 'StudioError',
    code: 'doubler/full',
    message: 'There is no room for more.'
  })
})

test('what was not meant for people keeps its message', async () => {
  const { api } = connectedDoubler()
  await expect(api.break()).rejects.toMatchObject({
    name: 'StudioError',
    code: 'internal',
    message: 'Something unexpected failed: Nothing is there.'
  })
})

test('a call that the worker does not have is refused', async () => {
  const { api } = connectedDoubler()
  const other = api as unknown as { toString2(): Promise<void> }
  await expect(other.toString2()).rejects.toMatchObject({ code: 'rpc/unknown' })
})

test('closing rejects what is under way with the reason given', async () => {
  const [, far] = portPair()
  const { api, close } = connectWorker<Doubler, object>(far, {})
  const call = api.double(new Uint8Array([1]))
  close(new StudioError('worker/died', 'The doubler ended.'))
  await expect(call).rejects.toMatchObject({ code: 'worker/died', message: 'The doubler ended.' })
})
