import type { StudioHandlers } from '../contract/api.ts'
import { StudioError, toErrorRecord } from '../contract/errors.ts'
import type { StudioEvent } from '../contract/events.ts'
import type { Dispose, Studio } from '../contract/studio.ts'
import { connectStudio, type RemoteStudio } from '../rpc/connect.ts'
import { CALL_NAMES } from '../rpc/door.ts'

// Doubled after each attempt that fails, up to the last.
const FIRST_WAIT_MS = 500
const LAST_WAIT_MS = 15_000

/** A served studio that is connected to again whenever the connection is lost. */
export interface SteadyStudio extends Studio {
  /** Called after each return; what happened meanwhile has to be asked for anew. */
  onReturn(listener: () => void): Dispose
}

/** Connects once, throwing where that fails, and then stays connected. */
export async function connectSteadily(url: string): Promise<SteadyStudio> {
  const first = await connectStudio(url)
  const { origin } = new URL(url)
  const listeners = new Set<(event: StudioEvent) => void>()
  const returns = new Set<() => void>()
  let current: RemoteStudio | undefined
  let closed = false
  let timer: NodeJS.Timeout | undefined

  const tell = (level: 'info' | 'problem', text: string): void => {
    for (const listener of [...listeners]) listener({ type: 'message', level, text })
  }
  // One connection at a time; its end begins the search for the next.
  const adopt = (remote: RemoteStudio): void => {
    current = remote
    remote.subscribe((event) => {
      for (const listener of [...listeners]) listener(event)
    })
    remote.onClose(() => {
      current = undefined
      if (closed) return
      tell('problem', `The studio at ${origin} is out of reach; connecting again …`)
      retry(FIRST_WAIT_MS)
    })
  }
  const retry = (wait: number): void => {
    timer = setTimeout(() => {
      connectStudio(url).then(
        (remote) => {
          // Closed while this was on its way.
          if (closed) return remote.close()
          adopt(remote)
          for (const listener of returns) listener()
        },
        (error: unknown) => {
          if (closed) return
          const { code, message } = toErrorRecord(error)
          // Started anew it has another token, which no patience will find.
          if (code === 'connect/refused') tell('problem', message)
          else retry(Math.min(wait * 2, LAST_WAIT_MS))
        }
      )
    }, wait)
  }
  const reach = (): RemoteStudio => {
    if (current) return current
    throw new StudioError(
      'connect/lost',
      `The studio at ${origin} is out of reach just now; this works again once it answers.`
    )
  }

  adopt(first)
  return {
    api: steadyApi(reach),
    subscribe: (listener) => listen(listeners, listener),
    pixels: async (path) => reach().pixels(path),
    download: async (path) => reach().download(path),
    upload: async (upload, file, bytes) => reach().upload(upload, file, bytes),
    onReturn: (listener) => listen(returns, listener),
    close: async () => {
      closed = true
      clearTimeout(timer)
      await current?.close()
    }
  }
}

// Each call goes to the connection of its moment.
function steadyApi(reach: () => RemoteStudio): StudioHandlers {
  const entries = CALL_NAMES.map((name) => [
    name,
    async (input: unknown) => (reach().api[name] as (input: unknown) => unknown)(input)
  ])
  return Object.fromEntries(entries) as StudioHandlers
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): Dispose {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
