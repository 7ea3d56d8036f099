import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { StudioError } from '../contract/errors.ts'
import { nearestWord } from '../contract/nearest-word.ts'
import { LARGEST_SEED } from '../contract/run-config.ts'
import { COMMON_OPTIONS, type Command, type Words } from './command.ts'

/** Reads the words of a command; throws `cli/*` with the nearest option. */
export function readWords(name: string, command: Command, args: string[]): Words {
  const options: ParseArgsOptionsConfig = { ...COMMON_OPTIONS, ...command.options }
  for (const word of args) checkOption(name, word, Object.keys(options))
  try {
    const { values, positionals, tokens } = parseArgs({
      args,
      options,
      allowPositionals: true,
      tokens: true
    })
    checkPositionals(name, command, positionals)
    // `values` loses the order between options, which arithmetic needs.
    const ordered = tokens.flatMap((token) =>
      token.kind === 'option' && typeof token.value === 'string'
        ? [{ name: token.name, value: token.value }]
        : []
    )
    return { values, positionals, ordered }
  } catch (error) {
    if (error instanceof StudioError) throw error
    // The first sentence of Node's own message; the rest is advice to programmers.
    const first = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new StudioError('cli/words', `${first}; see: atelier help ${name}`)
  }
}

/** The text of an option, if it was given. */
export function optional({ values }: Words, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** The text of an option that must be given. */
export function required(words: Words, name: string): string {
  const value = optional(words, name)
  if (value !== undefined && value !== '') return value
  throw new StudioError('cli/missing', `--${name} is missing; see: atelier help`)
}

/** Every text of an option that may be repeated. */
export function repeated({ values }: Words, name: string): string[] {
  const value = values[name]
  return Array.isArray(value) ? value.map(String) : []
}

/** A whole number of an option, if it was given. */
export function whole(words: Words, name: string, least: number, most: number): number | undefined {
  const text = optional(words, name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value
  throw new StudioError(
    'cli/number',
    `--${name} cannot be "${text}"; it takes a whole number from ${least} to ${most}.`
  )
}

/** A number of an option, if it was given. */
export function decimal(
  words: Words,
  name: string,
  least: number,
  most: number
): number | undefined {
  const text = optional(words, name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() !== '' && value >= least && value <= most) return value
  throw new StudioError(
    'cli/number',
    `--${name} cannot be "${text}"; it takes a number from ${least} to ${most}.`
  )
}

/** One of some words, if the option was given. */
export function choice<Choice extends string>(
  words: Words,
  name: string,
  choices: readonly Choice[]
): Choice | undefined {
  const text = optional(words, name)
  return text === undefined ? undefined : oneOf(name, text, choices)
}

/** The choice that a text of an option is; throws where it is none. */
export function oneOf<Choice extends string>(
  name: string,
  text: string,
  choices: readonly Choice[]
): Choice {
  const found = choices.find((known) => known === text)
  if (found !== undefined) return found
  throw new StudioError(
    `cli/${name}`,
    `--${name} cannot be "${text}"; it takes ${choices.join(', ')}.`
  )
}

/** Whole numbers divided by commas. */
export function wholeList(name: string, text: string): number[] {
  const values = text.split(',').map(Number)
  if (values.every((value) => Number.isInteger(value) && value >= 0 && value <= LARGEST_SEED)) {
    return values
  }
  throw new StudioError(
    'cli/number',
    `--${name} cannot be "${text}"; it takes seeds divided by commas, such as 1,2,3.`
  )
}

/** `{ name: value }`, or nothing where there is no value: an absent field is not an undefined one. */
export function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined
): { [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value }
}

// Before Node's own check, which knows no nearest word.
function checkOption(name: string, word: string, known: string[]): void {
  const option = /^--([^=]+)/.exec(word)?.[1]
  if (!option || known.includes(option)) return
  throw new StudioError(
    'cli/option',
    `"atelier ${name}" has no option --${option}; the nearest is --${nearestWord(option, known)}.`
  )
}

function checkPositionals(name: string, { positionals = 0 }: Command, words: string[]): void {
  if (words.length <= positionals) return
  throw new StudioError(
    'cli/words',
    `"${words[positionals]}" is one word too many for "atelier ${name}"; see: atelier help ${name}`
  )
}
