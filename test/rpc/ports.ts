import { MessageChannel } from 'node:worker_threads'
import { onTestFinished } from 'vitest'
import type { Port } from '../../src-main/contract/port.ts'
import { messagePort } from '../../src-main/rpc/message-port.ts'

/** Two joined ends of a real message channel, closed when the test ends. */
export function portPair(): [Port, Port] {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  return [messagePort(port1, 'message'), messagePort(port2, 'message')]
}

/** The next message that arrives. */
export function nextMessage(port: Port): Promise<unknown> {
  return new Promise((resolve) => {
    const stop = port.listen((message) => {
      stop()
      resolve(message)
    })
  })
}
