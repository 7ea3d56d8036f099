import { StudioError, toErrorRecord } from '../contract/errors.ts'
import { openDoor } from '../rpc/door.ts'
import { createStudio } from '../studio/create.ts'
import type { StudioParts } from '../studio/parts.ts'
import { EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED, EXIT_MISTAKE } from './command.ts'
import { COMMANDS } from './commands.ts'
import { commandHelp, findCommand, helpPage } from './help.ts'
import { createTerminal, type Streams } from './terminal.ts'
import { readWords } from './words.ts'

/** What the command line runs with. */
export interface CommandLineParts extends Pick<StudioParts, 'version' | 'spawner' | 'folders'> {
  streams: Streams
  /** Aborts at Ctrl-C. */
  interrupted: AbortSignal
}

/** Runs one command line and gives its exit code; a mistake is one sentence on standard error. */
export async function runCommandLine(args: string[], parts: CommandLineParts): Promise<number> {
  try {
    return answerDirectly(args, parts) ?? (await runCommand(args, parts))
  } catch (error) {
    const { code, message } = toErrorRecord(error)
    parts.streams.err.write(`${message}\n`)
    // What fails while Ctrl-C ends everything is not a mistake of the request.
    if (code === 'cli/interrupted' || parts.interrupted.aborted) return EXIT_INTERRUPTED
    return isMistake(error, code) ? EXIT_MISTAKE : EXIT_FAILED
  }
}

// What needs no studio: help and the version.
function answerDirectly(args: string[], parts: CommandLineParts): number | undefined {
  const text = directAnswer(args, parts.version)
  if (text === undefined) return undefined
  parts.streams.out.write(`${text}\n`)
  // Where nothing was asked for the page helps, but no request was met.
  return args.length === 0 ? EXIT_MISTAKE : EXIT_DONE
}

function directAnswer([name, ...rest]: string[], version: string): string | undefined {
  if (name === '--version') return version
  if (name === undefined || HELP_WORDS.includes(name)) {
    return rest[0] === undefined ? helpPage(COMMANDS) : commandHelp(COMMANDS, rest[0])
  }
  const asksForHelp = rest.some((word) => HELP_WORDS.slice(1).includes(word))
  return asksForHelp ? commandHelp(COMMANDS, name) : undefined
}

const HELP_WORDS = ['help', '--help', '-h']

async function runCommand(
  [name = '', ...rest]: string[],
  parts: CommandLineParts
): Promise<number> {
  const command = findCommand(COMMANDS, name)
  const words = readWords(name, command, rest)
  const terminal = createTerminal(parts.streams, words.values.json === true)
  const studio = createStudio({
    version: parts.version,
    shell: { kind: 'served', folderDialog: false, droppedPaths: false, revealFiles: false },
    spawner: parts.spawner,
    folders: parts.folders
  })
  // Closed however the command ends: workers are killed and the project is let go.
  try {
    const api = openDoor(studio.api)
    const { interrupted } = parts
    return await command.run({ studio, api, words, terminal, interrupted })
  } finally {
    await studio.close()
  }
}

// Codes of what no change of the request can cure.
const FAILURES = ['internal', 'worker/', 'rpc/closed', 'engine/', 'training/']

function isMistake(error: unknown, code: string): boolean {
  return error instanceof StudioError && !FAILURES.some((failure) => code.startsWith(failure))
}
