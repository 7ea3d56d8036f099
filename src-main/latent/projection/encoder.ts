import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import { latentWidth } from '../../contract/condition.ts'
import type { RunConfig } from '../../contract/run-config.ts'
import { dense } from '../../engine/operations/dense.ts'
import { createTrunk, flattenTrunk } from '../../gan/families/dcgan-networks.ts'
import type { Mode } from '../../gan/layers/batch-norm.ts'
import type { WeightSource } from '../../gan/layers/weights.ts'

// Half of a discriminator's usual width: a guess is refined anyway, and has to be learned in minutes.
const FILTERS = 32
// Of the last layer's weights.
const DEVIATION = 0.02

/** Pictures [N,size,size,channels] in [-1,1] to a guess of their latents, [N,latentWidth]. */
export type Encoder = (pictures: Tensor4D, mode: Mode) => Tensor2D

/** A generator turned around: convolutions of stride 2 with batch norm and LeakyReLU, then a linear layer. */
export function createEncoder(config: RunConfig, weights: WeightSource): Encoder {
  const { size, channels } = config
  const latent = latentWidth(config)
  const shape = { size, channels, discriminatorFilters: FILTERS }
  const trunk = createTrunk(shape, weights)
  const { features, flatten } = flattenTrunk(shape)
  const kernel = weights.normal<Tensor2D>('guess/kernel', [features, latent], DEVIATION)
  const bias = weights.constant<Tensor1D>('guess/bias', [latent], 0)
  return (pictures, mode) => dense(flatten(trunk(pictures, mode)), kernel.read(), bias.read())
}
