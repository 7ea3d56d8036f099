import {
  reshape,
  type Rank,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import type { RunConfig } from '../contract/run-config.ts'
import { relu } from '../engine/operations/activations.ts'
import { biasAdd } from '../engine/operations/bias.ts'
import { dense } from '../engine/operations/dense.ts'
import type { Networks } from '../gan/families/networks.ts'
import type { Mode } from '../gan/layers/batch-norm.ts'
import { createKernel } from '../gan/layers/discriminator-layers.ts'
import { createHead } from '../gan/layers/head.ts'
import type { WeightSource } from '../gan/layers/weights.ts'

const LAYERS = 2

/**
 * Perceptrons on points: two layers of ReLU each, as wide as the config has filters. A point is a picture of one
 * pixel with `dims` channels, so that losses, penalties and packing are those of pictures.
 */
export function pointNetworks(dims: number): Networks {
  return {
    createGenerator(config, weights) {
      const units = config.generatorFilters
      const layers = stack(weights, config.latent, units, 'none')
      const place = createLayer(weights, 'point', { from: units, to: dims, gain: 1 }, 'none')
      const through = (z: Tensor2D, depth: number): Tensor2D =>
        layers.slice(0, depth).reduce((x, layer) => relu(layer(x, 'train')), z)
      const asMap = (x: Tensor2D): Tensor4D => reshape(x, [-1, 1, 1, units])
      const generate = (z: Tensor2D): Tensor4D =>
        reshape(place(through(z, LAYERS), 'train'), [-1, 1, 1, dims])
      return Object.assign(generate, {
        first: (z: Tensor2D) => asMap(through(z, 1)),
        early: (z: Tensor2D) => asMap(through(z, LAYERS))
      })
    },
    createDiscriminator(config, weights) {
      const units = config.discriminatorFilters
      const layers = stack(weights, dims * config.packing, units, config.discriminatorNorm)
      const judge = createHead(config, weights, { features: units, deviation: units ** -0.5 })
      return (points, mode) => {
        const seen: Tensor2D[] = []
        const start = reshape<Rank.R2>(points, [points.shape[0], -1])
        const last = layers.reduce((x, layer) => {
          const next = relu(layer(x, mode))
          seen.push(next)
          return next
        }, start)
        const features = seen.map((x) => reshape<Rank.R4>(x, [-1, 1, 1, units]))
        return { logits: judge(last, mode), features }
      }
    },
    featureShapes: ({ discriminatorFilters }) =>
      Array.from({ length: LAYERS }, () => [1, 1, discriminatorFilters])
  }
}

function stack(
  weights: WeightSource,
  from: number,
  units: number,
  norm: RunConfig['discriminatorNorm']
) {
  return Array.from({ length: LAYERS }, (_, layer) => {
    const shape = { from: layer === 0 ? from : units, to: units, gain: Math.SQRT2 }
    return createLayer(weights, `hidden${layer + 1}`, shape, norm)
  })
}

function createLayer(
  weights: WeightSource,
  name: string,
  { from, to, gain }: { from: number; to: number; gain: number },
  norm: RunConfig['discriminatorNorm']
): (x: Tensor2D, mode: Mode) => Tensor2D {
  const kernel = weights.normal<Tensor2D>(`${name}/kernel`, [from, to], gain * from ** -0.5)
  const read = createKernel(weights, `${name}/kernel/spectral`, kernel, norm)
  const bias = weights.constant<Tensor1D>(`${name}/bias`, [to], 0)
  return (x, mode) => biasAdd(dense(x, read(mode)), bias.read())
}
