import type { Dispose } from './studio.ts'

/** Two ends that pass whole messages in order: a WebSocket, a MessagePort or a child process. */
export interface Port {
  post(message: unknown): void
  listen(listener: (message: unknown) => void): Dispose
  /** Called once when the other end is gone. */
  onClose(listener: (reason: string) => void): Dispose
  close(): void
}
