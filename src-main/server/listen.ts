import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StudioError } from '../contract/errors.ts'

/** The two names that no other machine can reach. */
export type LoopbackHost = '127.0.0.1' | '::1'

/** Where a person wants the studio to be served. */
export interface Place {
  host: LoopbackHost
  port: number
  /** False: a taken port is no trouble, the next free one will do. */
  exact: boolean
}

// How many ports are tried after the first.
const FURTHER_PORTS = 20

/** Listens on loopback and nowhere else; gives the port. */
export async function listen(server: Server, place: Place): Promise<number> {
  const last = place.exact ? place.port : Math.min(place.port + FURTHER_PORTS, 65_535)
  for (let port = place.port; ; port++) {
    const problem = await tryPort(server, place.host, port)
    if (!problem) return (server.address() as AddressInfo).port
    if (problem.code !== 'EADDRINUSE' || port >= last) throw explain(problem, place, port)
  }
}

// `exclusive`: a cluster's shared handle would hide that the port is taken.
function tryPort(
  server: Server,
  host: string,
  port: number
): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    // Each try takes its own listeners away, or twenty busy ports leave twenty behind.
    const settle = (problem?: NodeJS.ErrnoException): void => {
      server.off('error', settle)
      server.off('listening', listening)
      resolve(problem)
    }
    const listening = (): void => settle()
    server.once('error', settle)
    server.once('listening', listening)
    server.listen({ host, port, exclusive: true })
  })
}

const SENTENCES: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) =>
    `Port ${port} of ${host} is in use by another program; end that one, or choose another with --port (0 takes any free one).`,
  EACCES: (_, port) =>
    `Port ${port} is not open to ordinary users; choose one above 1023 with --port.`,
  EADDRNOTAVAIL: (host) => `This machine has no address ${host}; leave --host away for 127.0.0.1.`
}

function explain(problem: NodeJS.ErrnoException, place: Place, port: number): StudioError {
  const sentence = SENTENCES[problem.code ?? '']?.(place.host, port)
  return new StudioError(
    problem.code === 'EADDRINUSE' ? 'server/port-in-use' : 'server/port',
    sentence ?? `The studio cannot listen on ${place.host} port ${port}: ${problem.message}.`,
    { cause: problem }
  )
}
