import { StudioError } from '../contract/errors.ts'
import type { Port } from '../contract/port.ts'
import type { Dispose, Studio } from '../contract/studio.ts'
import { openChannel } from './channel.ts'
import { isCallName, openDoor } from './door.ts'

/**
 * Serves a studio to one window: the calls of the contract by name, each with one input, and every
 * event pushed to the window's function `event`. Errors travel as `ErrorRecord`.
 */
export function serveStudio(studio: Studio, port: Port): Dispose {
  const door = openDoor(studio.api)
  const channel = openChannel(port, (method, inputs) => {
    if (!isCallName(method)) {
      throw new StudioError('rpc/unknown', `This studio knows no call "${method.slice(0, 64)}".`)
    }
    // The door checks the input; the cast only says that it takes anything.
    return (door[method] as (input: unknown) => unknown)(inputs[0])
  })
  const unsubscribe = studio.subscribe((event) => channel.notify('event', event))
  port.onClose(unsubscribe)

  return () => {
    unsubscribe()
    channel.close(new StudioError('rpc/closed', 'The studio stopped serving this window.'))
  }
}
