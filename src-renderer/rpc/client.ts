import { createBirpc } from 'birpc'
import { STUDIO_CALLS, type StudioApi } from '../../src-main/contract/api.ts'
import { fromErrorRecord, StudioError, toErrorRecord } from '../../src-main/contract/errors.ts'
import type { StudioEvent } from '../../src-main/contract/events.ts'
import type { Port } from '../../src-main/contract/port.ts'

type AnyFunctions = Record<string, (...inputs: unknown[]) => unknown>

/**
 * The window's end of `serveStudio` in src-main/rpc/serve.ts: calls by name with one input, errors
 * as `ErrorRecord`, and events pushed to the one function `event`.
 */
export function connectApi(port: Port, onEvent: (event: StudioEvent) => void): StudioApi {
  let stopListening = (): void => {}
  const rpc = createBirpc<AnyFunctions, { event: typeof onEvent }, false>(
    { event: onEvent },
    {
      post: (message) => port.post(message),
      on: (listener) => {
        stopListening = port.listen((message) => void listener(message))
      },
      off: () => stopListening(),
      // A measurement or an export lasts as long as it lasts.
      timeout: -1,
      proxify: false
    }
  )
  port.onClose((reason) => rpc.$close(new StudioError('rpc/closed', reason)))

  const entries = Object.keys(STUDIO_CALLS).map((name) => [
    name,
    (input: unknown) =>
      rpc.$call(name, input).catch((error: unknown) => {
        throw fromErrorRecord(toErrorRecord(error))
      })
  ])
  // The names come from the contract's own table, so the object has exactly its calls.
  return Object.fromEntries(entries) as StudioApi
}
