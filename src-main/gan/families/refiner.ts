import {
  add,
  concat,
  reshape,
  slice,
  type Rank,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { classNames } from '../../contract/condition.ts'
import { channelCount } from '../../contract/run-config.ts'
import { relu } from '../../engine/operations/activations.ts'
import { biasAdd } from '../../engine/operations/bias.ts'
import { convolution } from '../../engine/operations/convolution.ts'
import { dense } from '../../engine/operations/dense.ts'
import type { WeightSource } from '../layers/weights.ts'
import type { Generator, Sized } from './networks.ts'

const DEVIATION = 0.02
// Denton et al. 2015, section 5.1: sides of the three kernels.
const KERNELS = [7, 7, 5]
const SAME = { stride: 1, padding: 'SAME' } as const

/**
 * Adds detail to a picture that was doubled: places [N,size^2 + size^2 channels + classes], a plane of noise, the
 * low-pass picture and shares of classes, to that picture plus a residual [N,size,size,channels]. Noise, and where
 * there are classes a plane that is learned of each, are further channels of the picture; three convolutions follow,
 * with ReLU between them.
 */
export function createRefiner(config: Sized, weights: WeightSource): Generator {
  const { size, generatorFilters: filters } = config
  const channels = channelCount(config)
  const plane = size ** 2
  const classes = classNames(config).length
  const planes =
    classes > 0 ? weights.normal<Tensor2D>('classes/planes', [classes, plane], 1) : undefined
  const widths = [channels + 1 + (planes ? 1 : 0), filters, filters, channels]
  const layers = KERNELS.map((side, layer) => {
    const [from, to] = [widths[layer]!, widths[layer + 1]!]
    const name = `detail${layer + 1}`
    const kernel = weights.normal<Tensor4D>(`${name}/kernel`, [side, side, from, to], DEVIATION)
    const bias = weights.constant<Tensor1D>(`${name}/bias`, [to], 0)
    return (x: Tensor4D): Tensor4D => biasAdd(convolution(x, kernel.read(), SAME), bias.read())
  })

  const part = (place: Tensor2D, begin: number, depth: number): Tensor4D =>
    reshape<Rank.R4>(slice(place, [0, begin], [-1, plane * depth]), [-1, size, size, depth])
  const lowOf = (place: Tensor2D): Tensor4D => part(place, plane, channels)
  const enter = (place: Tensor2D): Tensor4D => {
    const shares = slice(place, [0, plane * (1 + channels)], [-1, classes])
    const told = planes && reshape<Rank.R4>(dense(shares, planes.read()), [-1, size, size, 1])
    return concat([lowOf(place), part(place, 0, 1), ...(told ? [told] : [])], 3)
  }
  const through = (place: Tensor2D, depth: number): Tensor4D =>
    layers
      .slice(0, depth)
      .reduce((x, layer, at) => (at === 0 ? layer(x) : layer(relu(x))), enter(place))
  const generate = (place: Tensor2D): Tensor4D => add(lowOf(place), through(place, layers.length))
  return Object.assign(generate, {
    first: (place: Tensor2D) => through(place, 1),
    early: (place: Tensor2D) => through(place, layers.length - 1)
  })
}
