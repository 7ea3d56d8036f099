import { classNames, latentWidth } from '../../contract/condition.ts'
import { channelCount, type RunConfig } from '../../contract/run-config.ts'
import { BATCH_NORM_EPSILON } from '../../engine/operations/normalization.ts'
import { EMBEDDING } from '../../gan/layers/condition.ts'
import type { NamedArray } from '../../training/safetensors.ts'
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
    { kind: 'dense', name: 'project', kernel: projection(config, take, outputs) },
    { kind: 'reshape', name: 'project_map', shape: [SMALLEST, SMALLEST, widest] },
    ...normalised('project', widest),
    ...up.flat()
  ]
}

// Embedding a class and projecting it are two products in a row, and one matrix does both: to other programs the
// first layer takes z and the shares of classes.
function projection(config: RunConfig, take: TakeWeights, outputs: number): NamedArray {
  const { latent } = config
  const classes = classNames(config).length
  if (classes === 0) return take('project/kernel', [latent, outputs])
  const own = take('project/kernel', [latent + EMBEDDING, outputs])
  const embedding = take('classes/embedding', [classes, EMBEDDING])
  const values = new Float32Array((latent + classes) * outputs)
  values.set(own.values.subarray(0, latent * outputs))
  for (let each = 0; each < classes; each++) {
    for (let output = 0; output < outputs; output++) {
      let sum = 0
      for (let k = 0; k < EMBEDDING; k++) {
        sum +=
          embedding.values[each * EMBEDDING + k]! * own.values[(latent + k) * outputs + output]!
      }
      values[(latent + each) * outputs + output] = sum
    }
  }
  return { name: own.name, shape: [latentWidth(config), outputs], values }
}
