import { parseArgs } from 'node:util'
import { StudioError } from '../contract/errors.ts'
import type { Place } from './listen.ts'

// Free of any well-known service; it stays the same from start to start, for bookmarks and tunnels.
const DEFAULT_PORT = 4175

// There is no way to open the studio to a network: whoever holds its token can read the disk.
const LOOPBACK: Readonly<Record<string, Place['host']>> = {
  '127.0.0.1': '127.0.0.1',
  localhost: '127.0.0.1',
  '::1': '::1'
}

/** What the served shell's command line asks for. */
export interface ServeArguments extends Place {
  /** A project to open, or to make. */
  project?: string
}

/** Reads the command line of the served shell; throws `serve/*`. */
export function readServeArguments(args: string[]): ServeArguments {
  const { port, host, project } = parse(args)
  return {
    port: port === undefined ? DEFAULT_PORT : readPort(port),
    host: readHost(host ?? '127.0.0.1'),
    // A port that was asked for is meant; any other is as good as the default.
    exact: port !== undefined,
    ...(project !== undefined && { project })
  }
}

function parse(args: string[]): { port?: string; host?: string; project?: string } {
  const text = { type: 'string' } as const
  try {
    return parseArgs({ args, options: { port: text, host: text, project: text } }).values
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('.')[0] : String(cause)
    throw new StudioError(
      'serve/arguments',
      `${reason}; the served studio takes --port N, --host 127.0.0.1 or ::1, and --project DIR.`,
      { cause }
    )
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new StudioError('serve/port', `"${text}" is not a port; --port takes 0 to 65535.`)
}

function readHost(text: string): Place['host'] {
  const host = Object.hasOwn(LOOPBACK, text) ? LOOPBACK[text] : undefined
  if (host) return host
  throw new StudioError(
    'serve/host',
    `The studio is served on this machine only, so --host takes 127.0.0.1 or ::1 and not "${text}"; reach it from elsewhere by a tunnel between equal ports, such as ssh -L ${DEFAULT_PORT}:127.0.0.1:${DEFAULT_PORT}.`
  )
}
