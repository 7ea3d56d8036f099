import { StudioError } from '../contract/errors.ts'
import type { Port } from '../contract/port.ts'
import { openChannel, type Channel } from './channel.ts'

/** The worker's end: answers the calls of its api; what it returns sends events to the studio. */
export function serveWorker<Api extends object, Events extends object>(
  port: Port,
  api: Api
): Events {
  const channel = openChannel(port, answerFrom(api))
  return functionsByName<Events>((name, inputs) => channel.notify(name, ...inputs))
}

/** The studio's end: what it returns calls the worker; the worker's events reach `events`. */
export function connectWorker<Api extends object, Events extends object>(
  port: Port,
  events: Events
): { api: Api; close: Channel['close'] } {
  const channel = openChannel(port, answerFrom(events))
  return {
    api: functionsByName<Api>((name, inputs) => channel.call(name, ...inputs)),
    close: channel.close
  }
}

function answerFrom(functions: object): (method: string, inputs: unknown[]) => unknown {
  return (method, inputs) => {
    // Own names only: `constructor` and its like are nobody's call.
    const found: unknown = Object.hasOwn(functions, method)
      ? functions[method as keyof typeof functions]
      : undefined
    if (typeof found !== 'function') {
      throw new StudioError('rpc/unknown', `This process knows no call "${method.slice(0, 64)}".`)
    }
    return found.apply(functions, inputs)
  }
}

// Interfaces leave no names at run time, so any name that is asked for becomes a function.
function functionsByName<Functions extends object>(
  call: (name: string, inputs: unknown[]) => unknown
): Functions {
  return new Proxy({} as Functions, {
    get: (_, name) =>
      // A promise would look for `then`, and find a remote call.
      typeof name === 'symbol' || name === 'then'
        ? undefined
        : (...inputs: unknown[]) => call(name, inputs)
  })
}
