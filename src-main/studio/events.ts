import type { StudioEvent } from '../contract/events.ts'
import type { Dispose } from '../contract/studio.ts'

/** Tells every subscriber what has changed. */
export interface Events {
  emit(event: StudioEvent): void
  subscribe(listener: (event: StudioEvent) => void): Dispose
}

/** The studio's own list of listeners. */
export function createEvents(): Events {
  const listeners = new Set<(event: StudioEvent) => void>()
  return {
    emit: (event) => {
      // A copy: a listener may leave while it is called.
      for (const listener of [...listeners]) listener(event)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}
