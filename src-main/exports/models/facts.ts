import { classNames, latentWidth } from '../../contract/condition.ts'
import { channelCount, type RunConfig } from '../../contract/run-config.ts'
import type { Layer } from './layers.ts'

/** A generator, and what its file tells of it, by name. */
export interface ModelToWrite {
  config: RunConfig
  layers: readonly Layer[]
  facts: Record<string, string>
}

/** What goes into a model, for its file. */
export function inputWords(config: RunConfig): string {
  const { latent, latentDistribution } = config
  const drawn = { uniform: 'uniform in [-1,1]', normal: 'normal with deviation 1' }[
    latentDistribution
  ]
  const names = classNames(config)
  if (names.length === 0) return `z [N,${latent}], float32, ${drawn}`
  return `z [N,${latentWidth(config)}], float32: ${latent} numbers ${drawn}, then a 1 for one of these classes and 0 for the others: ${names.join(', ')}`
}

/** How a model's pictures come out, for its file. */
export function outputWords({ size, ...config }: RunConfig, order: 'NHWC' | 'NCHW'): string {
  const channels = channelCount(config)
  const shape = order === 'NHWC' ? [size, size, channels] : [channels, size, size]
  return `pictures [N,${shape.join(',')}], float32 in [-1,1]; (value + 1) * 127.5 is the byte`
}
