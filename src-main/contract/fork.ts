import type { RunConfig, RunConfigKey } from './run-config.ts'

/** Settings that decide which weights there are and how they are shaped; a checkpoint fits no others. */
export const NETWORK_SETTINGS = [
  'family',
  'size',
  'channels',
  'classes',
  'latent',
  'latentDistribution',
  'generatorFilters',
  'discriminatorFilters',
  'residualBlocks',
  'packing',
  'minibatchKernels'
] as const satisfies readonly RunConfigKey[]

/** The first setting by which the weights of one config do not fit another's networks. */
export function changesNetworks(from: RunConfig, to: RunConfig): RunConfigKey | undefined {
  return NETWORK_SETTINGS.find((key) => from[key] !== to[key])
}
