import { channelCount, type RunConfig } from '../../contract/run-config.ts'
import { BATCH_NORM_EPSILON } from '../../engine/operations/normalization.ts'
import type { Layer, TakeWeights } from './layers.ts'

const SMALLEST = 4
const KERNEL = 4

/** The layers of `gan/families/dcgan-networks.ts`, with their weights. */
export function dcganLayers(config: RunConfig, take: TakeWeights): Layer[] {
  const stages = Math.log2(config.size / SMALLEST)
  const widest = config.generatorFilters * 2 ** (stages - 1)
  const normalised = (name: string, channels: number): Layer[] => [
    {
      kind: 'normalisation',
      name: `${name}_norm`,
      scale: take(`${name}/norm/scale`, [channels]),
      offset: take(`${name}/norm/offset`, [channels]),
      mean: take(`${name}/norm/running_mean`, [channels]),
      variance: take(`${name}/norm/running_variance`, [channels]),
      epsilon: BATCH_NORM_EPSILON
    },
    { kind: 'relu', name: `${name}_relu` }
  ]
  const up = Array.from({ length: stages }, (_, stage): Layer[] => {
    const last = stage === stages - 1
    const from = widest / 2 ** stage
    const to = last ? channelCount(config) : from / 2
    const name = `up${SMALLEST * 2 ** (stage + 1)}`
    const kernel = take(`${name}/kernel`, [KERNEL, KERNEL, to, from])
    return [
      { kind: 'transposed-convolution', name, kernel, stride: 2 },
      ...(last ? [{ kind: 'tanh', name: 'pictures' } as const] : normalised(name, to))
    ]
  })
  const outputs = SMALLEST * SMALLEST * widest
  return [
    { kind: 'dense', name: 'project', kernel: take('project/kernel', [config.latent, outputs]) },
    { kind: 'reshape', name: 'project_map', shape: [SMALLEST, SMALLEST, widest] },
    ...normalised('project', widest),
    ...up.flat()
  ]
}
