import {
  concat,
  matMul,
  moments,
  reshape,
  sqrt,
  tensor,
  tensor4d,
  tidy,
  type Tensor,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { createRandom, STREAMS, type Random } from '../../engine/random.ts'
import { leakyRelu } from '../../engine/operations/activations.ts'
import { convolution } from '../../engine/operations/convolution.ts'
import { sizeOf } from '../../engine/shape.ts'
import type { Eye } from './eye.ts'
import type { View } from './features.ts'
import type { Multiply } from './metric.ts'

/** Numbers a picture: so many of each network for where things are, and as many for what they are made of. */
export const FEATURES = 64

const NETWORKS = 3
// Of their own, and fixed: what was measured once must come out again.
const SEED = 7
const FILTERS = [16, 32, 64, 64, 64]
const KERNEL = 4
const SMALLEST = 4
const SLOPE = 0.2
const HALVING = { stride: 2, padding: 'SAME' } as const

/**
 * Convolutions of stride 2 with He's weights and LeakyReLU down to 4 x 4, then a random projection, which keeps
 * where things are: features of networks that were never trained rank generators much as trained ones do
 * (arXiv:2208.09218), and need no download. TensorFlow must be started.
 */
export function createRandomNetworks(size: number, channels: 1 | 3): Eye {
  const networks = Array.from({ length: NETWORKS }, (_, network) =>
    createNetwork(size, channels, SEED + network)
  )
  return {
    name: 'random-1',
    widths: networks.flatMap(() => [FEATURES, FEATURES]),
    attributes: [],
    see: (pictures) => {
      const batch = new Float32Array(pictures.length * size * size * channels)
      pictures.forEach((picture, row) => {
        const start = row * picture.length
        for (let i = 0; i < picture.length; i++) batch[start + i] = picture[i]! / 127.5 - 1
      })
      const seen = tidy(() => {
        const input = tensor4d(batch, [pictures.length, size, size, channels])
        return networks.flatMap(({ look }) => look(input))
      })
      const view = seen.map((rows) => {
        const values = rows.dataSync() as Float32Array
        rows.dispose()
        return { width: FEATURES, values }
      })
      return { view, kinds: [] }
    },
    dispose: () => networks.forEach(({ weights }) => weights.forEach((one) => one.dispose()))
  }
}

/** Of what these networks see the part that keeps where things are. */
export function layoutOf(view: View): View {
  return view.filter((_, at) => at % 2 === 0)
}

interface Network {
  /** Pictures [N,size,size,channels] in [-1,1] to where things are and to what they are made of, [N,FEATURES] each. */
  look(pictures: Tensor4D): Tensor2D[]
  weights: Tensor[]
}

function createNetwork(size: number, channels: number, seed: number): Network {
  const weights = weightsOf(createRandom(seed, STREAMS.weights))
  const stages = Math.log2(size / SMALLEST)
  const filters = FILTERS.slice(0, stages)
  const kernels = filters.map((to, stage) => {
    const from = stage === 0 ? channels : filters[stage - 1]!
    return weights([KERNEL, KERNEL, from, to], KERNEL * KERNEL * from) as Tensor4D
  })
  const places = SMALLEST * SMALLEST * filters.at(-1)!
  const textures = 2 * filters.reduce((sum, count) => sum + count)
  const [layout, texture] = [places, textures].map(
    (inputs) => weights([inputs, FEATURES], inputs) as Tensor2D
  )
  return {
    weights: [...kernels, layout!, texture!],
    look: (pictures) => {
      const maps: Tensor4D[] = []
      for (const kernel of kernels) {
        maps.push(leakyRelu(convolution(maps.at(-1) ?? pictures, kernel, HALVING), SLOPE))
      }
      const statistics = maps.flatMap((map) => {
        const { mean, variance } = moments(map, [1, 2])
        return [mean, sqrt(variance)] as Tensor2D[]
      })
      return [
        matMul<Tensor2D>(reshape(maps.at(-1)!, [-1, places]), layout!),
        matMul<Tensor2D>(concat(statistics, 1), texture!)
      ]
    }
  }
}

// He et al. 2015, arXiv:1502.01852, equation 10: keeps the scale from layer to layer.
function weightsOf(random: Random): (shape: number[], inputs: number) => Tensor {
  return (shape, inputs) => {
    const values = new Float32Array(sizeOf(shape))
    random.fillNormal(values)
    const scale = Math.sqrt(2 / inputs)
    return tensor(
      values.map((value) => value * scale),
      shape
    )
  }
}

/** Products of rows by TensorFlow: some fifty times as fast as in JavaScript. */
export const multiplyRows: Multiply = (a, b, width) => {
  const product = tidy(() => {
    const rows = (values: Float32Array): Tensor2D =>
      tensor(values, [values.length / width, width]) as Tensor2D
    return matMul<Tensor2D>(rows(a), rows(b), false, true)
  })
  const values = product.dataSync() as Float32Array
  product.dispose()
  return values
}
