import { CONFIG_FIELDS, type ConfigField } from '../../src-main/contract/config-fields.ts'
import type { RunConfigKey } from '../../src-main/contract/run-config.ts'
import type { Random } from '../../src-main/engine/random.ts'

/** How a random config is drawn. */
export interface Draw {
  /** Share of the settings that are set at all; the others keep their defaults. */
  share: number
  /** Share of the settings that are set to what they do not take. */
  mistakes: number
  /** What some settings are drawn from in place of all they take. */
  only?: Partial<Record<RunConfigKey, readonly (string | number | boolean)[]>>
}

/** Settings with random values, most of which each setting takes; together they may be impossible. */
export function randomConfig(
  random: Random,
  { share, mistakes, only = {} }: Draw
): Record<string, unknown> {
  const drawn = CONFIG_FIELDS.flatMap((field): [string, unknown][] => {
    const limited = only[field.key]
    if (limited) return [[field.key, limited[random.integer(limited.length)]]]
    if (random.uniform() >= share) return []
    return [
      [field.key, random.uniform() < mistakes ? mistake(field, random) : valid(field, random)]
    ]
  })
  return Object.fromEntries(drawn)
}

function valid(field: ConfigField, random: Random): string | number | boolean {
  if (field.kind === 'boolean') return random.uniform() < 0.5
  if (field.kind === 'text') return ''
  if (field.choices) return field.choices[random.integer(field.choices.length)]!
  const [low, high] = [field.minimum!, field.maximum!]
  // Small numbers are as likely as large ones, and the ends and the default come often.
  const ends = [low, high, field.default as number]
  if (random.uniform() < 0.3) return ends[random.integer(ends.length)]!
  const value = low + (high - low) * random.uniform() ** 6
  return field.kind === 'integer' ? Math.round(value) : value
}

function mistake(field: ConfigField, random: Random): unknown {
  const others = [
    null,
    'nonsense',
    (field.minimum ?? 0) - 1,
    (field.maximum ?? 0) + 1,
    (field.minimum ?? 0) + Math.SQRT1_2,
    Number.NaN,
    [],
    {}
  ]
  return others[random.integer(others.length)]
}
