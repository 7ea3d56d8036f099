import { CONFIG_FIELDS, type ConfigField } from '../../src-main/contract/config-fields.ts'
import type { RunConfig, RunConfigKey } from '../../src-main/contract/run-config.ts'

/** What means the same on points as on pictures; widths, lengths and rates do not. */
const SHARED: RunConfigKey[] = [
  'loss',
  'labelSmoothing',
  'featureMatching',
  'minibatchKernels',
  'packing',
  'unrollSteps',
  'r1Gamma',
  'r2Gamma',
  'gradientPenalty',
  'weightClip',
  'instanceNoise',
  'order',
  'discriminatorSteps',
  'generatorSteps'
]

/** What matters to points alone. */
const POINTS: RunConfigKey[] = [
  'optimizer',
  'generatorRate',
  'discriminatorRate',
  'beta1',
  'beta2',
  'rateSchedule',
  'batch',
  'generatorFilters',
  'discriminatorFilters',
  'discriminatorNorm',
  'emaImages'
]

/** The settings that the playground asks for: those of the game, then those of the optimizer and the networks. */
export const TOY_FIELDS = fieldsOf(SHARED)
export const MORE_TOY_FIELDS = fieldsOf(POINTS)

/** Those of a config that toys and runs share, where they differ from the defaults. */
export function shareable(
  config: Partial<RunConfig>
): Partial<Record<RunConfigKey, string | number | boolean>> {
  const changed = TOY_FIELDS.filter(
    ({ key, default: usual }) => config[key] !== undefined && config[key] !== usual
  )
  return Object.fromEntries(changed.map(({ key }) => [key, config[key]!]))
}

function fieldsOf(keys: readonly RunConfigKey[]): ConfigField[] {
  return keys.flatMap((key) => CONFIG_FIELDS.find((field) => field.key === key) ?? [])
}
