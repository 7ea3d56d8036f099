import { StudioError } from '../contract/errors.ts'
import { nearestWord } from '../contract/nearest-word.ts'
import type { Command } from './command.ts'

/** The list of commands. */
export function helpPage(commands: Record<string, Command>): string {
  const names = Object.keys(commands)
  const width = Math.max(...names.map((name) => name.length))
  return [
    'atelier: train a generative adversarial network on a folder of pictures',
    '',
    ...names.map((name) => `  atelier ${name.padEnd(width)}  ${commands[name]!.summary}`),
    '',
    'atelier help COMMAND says more of one. --json gives one JSON object a line, the last the result.',
    'Exit codes: 0 the whole request was met, 1 something failed, 2 a mistake in the request, 130 Ctrl-C.'
  ].join('\n')
}

/** The page of one command. */
export function commandHelp(commands: Record<string, Command>, name: string): string {
  const { summary, usage, help } = findCommand(commands, name)
  const lines = help.map((line) => `  ${line}`)
  return [`atelier ${name} ${usage}`.trimEnd(), '', `  ${summary}`, '', ...lines].join('\n')
}

/** A command by its name; throws with the nearest one. */
export function findCommand(commands: Record<string, Command>, name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command) return command
  throw new StudioError(
    'cli/command',
    `There is no command "${name}"; the nearest is "${nearestWord(name, Object.keys(commands))}".`
  )
}
