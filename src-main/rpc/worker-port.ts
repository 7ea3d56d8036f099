import { StudioError } from '../contract/errors.ts'
import type { Port } from '../contract/port.ts'
import { messagePort, type MessageEnd } from './message-port.ts'
import { processPort } from './process-port.ts'

/** The port of a worker to the studio that started it, in Electron or under Node. */
export function workerPort(): Port {
  // Electron puts `parentPort` on the process of a utility.
  const { parentPort } = process as { parentPort?: MessageEnd }
  if (parentPort) return messagePort(parentPort, 'event')
  if (!process.send) {
    throw new StudioError('worker/alone', 'This program is a worker; the studio starts it.')
  }
  // Ctrl-C reaches every process of the terminal; the studio decides, so that a run can be saved.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})
  // A worker whose studio is gone has nobody to work for; under Electron the system ends it.
  process.once('disconnect', () => process.exit(0))
  return processPort(process)
}
