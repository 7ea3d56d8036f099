import { CONFIG_FIELDS } from '../../../src-main/contract/config-fields.ts'
import type { RunConfig, RunConfigKey } from '../../../src-main/contract/run-config.ts'

/** What a config is changed to, setting by setting: its title, and "old → new". */
export function changeWords(
  config: Partial<RunConfig>,
  changes: Partial<RunConfig>
): { key: string; title: string; words: string }[] {
  return Object.entries(changes).map(([key, value]) => ({
    key,
    title: CONFIG_FIELDS.find((field) => field.key === key)?.title ?? key,
    words: `${wordOf(config[key as RunConfigKey])} → ${wordOf(value)}`
  }))
}

function wordOf(value: RunConfig[RunConfigKey] | undefined): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'number') return String(Number(value.toPrecision(4)))
  return value === undefined ? 'nothing' : String(value)
}
