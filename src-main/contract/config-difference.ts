import type { RunConfig, RunConfigKey } from './run-config.ts'

/** A setting in which configs differ, with its value in each. */
export interface SettingDifference {
  key: RunConfigKey
  values: (RunConfig[RunConfigKey] | undefined)[]
}

/** The settings that are not the same in all configs, in the order of the first; none for fewer than two. */
export function configDifference(configs: readonly Partial<RunConfig>[]): SettingDifference[] {
  const keys = [...new Set(configs.flatMap((config) => Object.keys(config)))] as RunConfigKey[]
  return keys
    .map((key) => ({ key, values: configs.map((config) => config[key]) }))
    .filter(({ values }) => values.some((value) => value !== values[0]))
}
