import { createBirpc } from 'birpc'
import { fromErrorRecord, StudioError, toErrorRecord } from '../contract/errors.ts'
import type { Port } from '../contract/port.ts'

/** Answers one call of the other end; what it throws travels as an `ErrorRecord`. */
export type Answer = (method: string, inputs: unknown[]) => unknown

/** Untyped calls over a port; `serve`, `connect` and `worker` put the types on. */
export interface Channel {
  call(method: string, ...inputs: unknown[]): Promise<unknown>
  /** Sends without waiting for an answer. */
  notify(method: string, ...inputs: unknown[]): void
  /** Rejects the calls under way with this error; the port stays open. */
  close(reason: StudioError): void
}

type AnyFunctions = Record<string, (...inputs: unknown[]) => unknown>

/** Opens a two-way call channel on a port. */
export function openChannel(port: Port, answer: Answer): Channel {
  let stopListening = (): void => {}
  const rpc = createBirpc<AnyFunctions, object, false>(
    {},
    {
      post: (message) => port.post(message),
      on: (listener) => {
        // birpc trusts what arrives; a malformed message must not reach it.
        stopListening = port.listen((message) => {
          if (isMessage(message)) void listener(message)
        })
      },
      off: () => stopListening(),
      // Names are looked up by `answer`, so that nothing inherited from Object can be called.
      resolver: (method) => answerAsRecord(method, answer),
      // Training is one call that lasts for hours.
      timeout: -1,
      proxify: false
    }
  )
  port.onClose((reason) => rpc.$close(new StudioError('rpc/closed', reason)))

  return {
    call: (method, ...inputs) =>
      rpc.$call(method, ...inputs).catch((error: unknown) => {
        throw fromErrorRecord(toErrorRecord(error))
      }),
    // A notice to a port that has just closed is lost, as it would be a moment later.
    notify: (method, ...inputs) => void rpc.$callEvent(method, ...inputs).catch(() => {}),
    close: (reason) => rpc.$close(reason)
  }
}

function answerAsRecord(method: string, answer: Answer) {
  return async (...inputs: unknown[]): Promise<unknown> => {
    try {
      return await answer(method, inputs)
    } catch (error) {
      throw toErrorRecord(error)
    }
  }
}

// A request {t: 'q', m, a, i?} or a response {t: 's', i, r | e}.
function isMessage(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('t' in value)) return false
  const message = value as Record<string, unknown>
  const idIsFine = message.i === undefined || typeof message.i === 'string'
  if (message.t === 'q')
    return idIsFine && typeof message.m === 'string' && Array.isArray(message.a)
  return message.t === 's' && typeof message.i === 'string'
}
