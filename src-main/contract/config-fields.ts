import { z } from 'zod'
import { StudioError } from './errors.ts'
import { nearestWord } from './nearest-word.ts'
import { RunConfigSchema, type RunConfigKey } from './run-config.ts'
import type { FieldNotes } from './setting.ts'

/** One setting as a form, a command line or a page needs it. */
export interface ConfigField extends FieldNotes {
  key: RunConfigKey
  kind: 'choice' | 'integer' | 'number' | 'boolean' | 'text'
  default: string | number | boolean
  minimum?: number
  maximum?: number
  choices?: (string | number)[]
}

const KINDS: Record<string, ConfigField['kind']> = {
  integer: 'integer',
  boolean: 'boolean',
  string: 'text'
}

interface JsonField extends Partial<FieldNotes> {
  type?: string
  default?: string | number | boolean
  minimum?: number
  maximum?: number
  enum?: (string | number)[]
}

/** Every setting in the schema's order, read from the schema itself. */
export const CONFIG_FIELDS: ConfigField[] = readFields()

/** Turns the words of `--set key=value` into a typed change; throws `config/*`. */
export function parseAssignment(assignment: string): [RunConfigKey, string | number | boolean] {
  const at = assignment.indexOf('=')
  const key = at < 0 ? assignment : assignment.slice(0, at)
  const text = at < 0 ? '' : assignment.slice(at + 1)
  const field = CONFIG_FIELDS.find((candidate) => candidate.key === key)
  if (!field) {
    const near = nearestWord(key, Object.keys(RunConfigSchema.shape))
    throw new StudioError(
      'config/unknown-key',
      `There is no setting "${key}"; the nearest is "${near}".`
    )
  }
  if (at < 0 || text === '') {
    throw new StudioError(
      'config/no-value',
      `"${key}" has no value; write ${key}=${field.default}.`
    )
  }
  return [field.key, READERS[field.kind](text, field)]
}

const READERS: Record<
  ConfigField['kind'],
  (text: string, field: ConfigField) => string | number | boolean
> = {
  choice: (text, field) => field.choices?.find((choice) => String(choice) === text) ?? text,
  integer: (text) => numberOr(text),
  number: (text) => numberOr(text),
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : text),
  // What a shell cannot leave out.
  text: (text) => (text === '""' ? '' : text)
}

// What is not a number goes on as text, so that the schema refuses it with its own sentence.
function numberOr(text: string): number | string {
  const value = Number(text)
  return Number.isNaN(value) ? text : value
}

function readFields(): ConfigField[] {
  const schema = z.toJSONSchema(RunConfigSchema, { io: 'input' })
  return Object.entries(schema.properties ?? {}).map(([key, property]) =>
    readField(key as RunConfigKey, property as JsonField)
  )
}

function readField(key: RunConfigKey, json: JsonField): ConfigField {
  if (!json.title || !json.help || !json.level || !json.group || json.default === undefined) {
    throw new StudioError(
      'config/schema',
      `The setting "${key}" lacks a title, help, level, group or default.`
    )
  }
  const field: ConfigField = {
    key,
    kind: json.enum ? 'choice' : (KINDS[json.type ?? ''] ?? 'number'),
    title: json.title,
    help: json.help,
    level: json.level,
    group: json.group,
    default: json.default
  }
  if (json.enum) field.choices = json.enum
  if (json.minimum !== undefined) field.minimum = json.minimum
  if (json.maximum !== undefined) field.maximum = json.maximum
  if (json.unit !== undefined) field.unit = json.unit
  if (json.source !== undefined) field.source = json.source
  return field
}
