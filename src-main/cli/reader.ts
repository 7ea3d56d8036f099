import type { EventEmitter } from 'node:events'

/**
 * Calls `gone` when nobody reads a stream any more, as after `| head`; without a listener such a
 * stream would end the program with a stack trace.
 */
export function whenReaderLeaves(streams: readonly EventEmitter[], gone: () => void): void {
  for (const stream of streams) stream.on('error', gone)
}
