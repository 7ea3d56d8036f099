import type { ChildProcess, Serializable } from 'node:child_process'
import type { Port } from '../contract/port.ts'

/** Either end of Node's own pipe: the forked child's object, or `process` inside the child. */
export interface ForkedEnd {
  readonly connected: boolean
  send?: ChildProcess['send'] | undefined
  disconnect?(): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  once(event: 'disconnect', listener: () => void): unknown
  off(event: string, listener: (message: unknown) => void): unknown
}

/** A port over the pipe of `child_process.fork` with `serialization: 'advanced'`. */
export function processPort(end: ForkedEnd): Port {
  return {
    post: (message) => {
      // The callback takes the error of a pipe that breaks while it writes; `disconnect` reports it.
      if (end.connected) end.send?.(message as Serializable, undefined, undefined, () => {})
    },
    listen: (listener) => {
      end.on('message', listener)
      return () => end.off('message', listener)
    },
    onClose: (listener) => {
      const report = (): void => listener('The process at the other end has gone.')
      end.once('disconnect', report)
      return () => end.off('disconnect', report)
    },
    // The process itself goes on; its owner kills it.
    close: () => {
      if (end.connected) end.disconnect?.()
    }
  }
}
