import { CONFIG_FIELDS } from '../../../src-main/contract/config-fields.ts'
import { configDifference } from '../../../src-main/contract/config-difference.ts'
import type { Run } from '../../../src-main/contract/models.ts'
import { formatCountOf } from '../../format.ts'
import { cellWords, columnTitle } from '../runs/cell-words.ts'

/** What a setting is called where there is room for words. */
export function titleOf(key: string): string {
  return CONFIG_FIELDS.find((field) => field.key === key)?.title ?? columnTitle(key)
}

// Shorter beginnings are read as quickly as they are left out.
const LONG_BEGINNING = 12

/** Names without the words that all of them begin with, where these are long: their ends tell them apart. */
export function distinctNames(names: readonly string[]): string[] {
  const [first = '', ...others] = names
  let length = 0
  while (length < first.length && others.every((name) => name[length] === first[length])) length++
  const common = first.slice(0, length).lastIndexOf(' ') + 1
  return others.length > 0 && common >= LONG_BEGINNING
    ? names.map((name) => `… ${name.slice(common)}`)
    : [...names]
}

/**
 * How groups of runs that differ in their seeds are called: a single run by its name, several by what tells
 * their group from the others. `nameOf` says which data set a run is of.
 */
export function groupNames(
  groups: readonly (readonly Run[])[],
  nameOf: (dataset: string) => string
): string[] {
  const firsts = groups.map(([first]) => first!)
  const differences = configDifference(firsts.map(({ config }) => config)).filter(
    ({ key }) => key !== 'seed'
  )
  const areSets = new Set(firsts.map(({ dataset }) => dataset)).size > 1
  return groups.map((group, at) => {
    if (group.length === 1) return group[0]!.name
    const words = differences.map(
      ({ key, values }) => `${titleOf(key).toLowerCase()} ${cellWords(key, values[at])}`
    )
    const said = [...(areSets ? [nameOf(group[0]!.dataset)] : []), ...words].join(', ')
    return [said, formatCountOf(group.length, 'seed')].filter((part) => part !== '').join(' · ')
  })
}
