import type { ParseArgsOptionsConfig } from 'node:util'
import type { StudioApi } from '../contract/api.ts'
import type { Studio } from '../contract/studio.ts'
import type { Terminal } from './terminal.ts'

/** The words of one command line after the command's name. */
export interface Words {
  values: Record<string, string | boolean | (string | boolean)[] | undefined>
  positionals: string[]
  /** The options in the order in which they were written. */
  ordered: { name: string; value: string }[]
}

/** What a command works with. */
export interface Session {
  studio: Studio
  /** The studio behind its door. */
  api: StudioApi
  words: Words
  terminal: Terminal
  /** Aborts at Ctrl-C. */
  interrupted: AbortSignal
}

/** One command: its help and its work. */
export interface Command {
  /** One line for the list of commands. */
  summary: string
  /** What follows `atelier <name>`. */
  usage: string
  /** The rest of its help page: a line an option. */
  help: string[]
  options: ParseArgsOptionsConfig
  /** How many words beside the options it takes. */
  positionals?: number
  /** Gives the exit code; throws where the request was not met. */
  run(session: Session): Promise<number>
}

/** The request was met. */
export const EXIT_DONE = 0
/** Something failed that is not the user's mistake. */
export const EXIT_FAILED = 1
/** The user's mistake, told in one sentence. */
export const EXIT_MISTAKE = 2
/** Ended by Ctrl-C: 128 and the signal's number, as shells have it. */
export const EXIT_INTERRUPTED = 130

/** Options that every command takes. */
export const COMMON_OPTIONS = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' }
} as const satisfies ParseArgsOptionsConfig
