import { reshape, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { channelCount, type RunConfig } from '../../contract/run-config.ts'
import { leakyRelu, relu, tanh } from '../../engine/operations/activations.ts'
import { convolutionBackInput } from '../../engine/operations/convolution.ts'
import { dense } from '../../engine/operations/dense.ts'
import { sizeOf } from '../../engine/shape.ts'
import { createBatchNorm, type Mode } from '../layers/batch-norm.ts'
import { createGeneratorInput } from '../layers/condition.ts'
import { createNormedConvolution } from '../layers/discriminator-layers.ts'
import { createHead } from '../layers/head.ts'
import { assertShape } from '../layers/shape.ts'
import type { WeightSource } from '../layers/weights.ts'
import type { Discriminator, Generator, Sized } from './networks.ts'

// Radford et al. 2015, section 4: weights from N(0, 0.02), slope 0.2, 4 x 4 the smallest map.
const DEVIATION = 0.02
const SLOPE = 0.2
const SMALLEST = 4
// Layers after the first until maps are 8 x 8.
const EARLY = 1
const KERNEL = 4

/** What decides a trunk's layers; where the norm or the packing is not told, batch norm and one picture. */
type TrunkShape = Pick<Sized, 'size' | 'channels' | 'discriminatorFilters'> &
  Partial<Pick<RunConfig, 'discriminatorNorm' | 'packing'>>

const HALVING = { stride: 2, padding: 'SAME' } as const

/** Pictures [N,size,size,channels] in [-1,1] to the maps that each convolution leaves, the largest first. */
export type Trunk = (pictures: Tensor4D, mode: Mode) => Tensor4D[]

/** How many times the resolution doubles between 4 x 4 and the picture. */
function doublings(size: number): number {
  return Math.log2(size / SMALLEST)
}

/** A projection to 4 x 4, then transposed convolutions of stride 2 with batch norm and ReLU, tanh at the end. */
export function createGenerator(config: Sized, weights: WeightSource): Generator {
  const { size } = config
  const stages = doublings(size)
  const widest = config.generatorFilters * 2 ** (stages - 1)
  const input = createGeneratorInput(config, weights)
  const project = weights.normal<Tensor2D>(
    'project/kernel',
    [input.width, SMALLEST * SMALLEST * widest],
    DEVIATION
  )
  const norm = createBatchNorm(weights, 'project/norm', widest)
  const layers = Array.from({ length: stages }, (_, stage) => {
    const last = stage === stages - 1
    const from = widest / 2 ** stage
    const to = last ? channelCount(config) : from / 2
    const name = `up${SMALLEST * 2 ** (stage + 1)}`
    return {
      to,
      kernel: weights.normal<Tensor4D>(`${name}/kernel`, [KERNEL, KERNEL, to, from], DEVIATION),
      // No batch norm at the output: it would wash out the data's own mean and scale (section 3).
      norm: last ? undefined : createBatchNorm(weights, `${name}/norm`, to)
    }
  })

  const begin: Generator['first'] = (z, mode) => {
    const projected = dense(input.read(z), project.read())
    return relu(norm(reshape(projected, [z.shape[0], SMALLEST, SMALLEST, widest]), mode))
  }
  const through = (z: Tensor2D, mode: Mode, depth: number): Tensor4D =>
    layers.slice(0, depth).reduce(
      (x, { to, kernel, norm }) => {
        const [count, side] = [x.shape[0], 2 * x.shape[1]]
        const grown = convolutionBackInput([count, side, side, to], kernel.read(), x, HALVING)
        return norm ? relu(norm(grown, mode)) : tanh(grown)
      },
      begin(z, mode)
    )
  const generate = (z: Tensor2D, mode: Mode): Tensor4D => through(z, mode, stages)
  return Object.assign(generate, {
    first: begin,
    early: (z: Tensor2D, mode: Mode) => through(z, mode, EARLY)
  })
}

/** Convolutions of stride 2 with batch norm (not on the first) and LeakyReLU, down to 4 x 4. */
export function createTrunk(config: TrunkShape, weights: WeightSource): Trunk {
  const { size, discriminatorNorm = 'batch', packing = 1 } = config
  const channels = channelCount(config) * packing
  const layers = Array.from({ length: doublings(size) }, (_, stage) => {
    const from = stage === 0 ? channels : config.discriminatorFilters * 2 ** (stage - 1)
    const to = config.discriminatorFilters * 2 ** stage
    const shape = [KERNEL, KERNEL, from, to]
    return createNormedConvolution(
      weights,
      `down${size / 2 ** (stage + 1)}`,
      { shape, deviation: DEVIATION, plain: stage === 0 },
      HALVING,
      discriminatorNorm
    )
  })

  return (pictures, mode) => {
    assertShape(pictures, [null, size, size, channels], "The discriminator's pictures")
    const maps: Tensor4D[] = []
    for (const layer of layers) maps.push(leakyRelu(layer(maps.at(-1) ?? pictures, mode), SLOPE))
    return maps
  }
}

/** Shapes of a trunk's maps of one picture, [side,side,filters] each. */
export function trunkShapes({ size, discriminatorFilters }: TrunkShape): number[][] {
  return Array.from({ length: doublings(size) }, (_, stage) => {
    const side = size / 2 ** (stage + 1)
    return [side, side, discriminatorFilters * 2 ** stage]
  })
}

/** A trunk's last map as one row a picture, [N,features], and how many these are. */
export function flattenTrunk(shape: TrunkShape): {
  features: number
  flatten: (maps: Tensor4D[]) => Tensor2D
} {
  const features = sizeOf(trunkShapes(shape).at(-1)!)
  return { features, flatten: (maps) => reshape(maps.at(-1)!, [-1, features]) }
}

/** A trunk, then one logit. */
export function createDiscriminator(config: Sized, weights: WeightSource): Discriminator {
  const trunk = createTrunk(config, weights)
  const { features, flatten } = flattenTrunk(config)
  const judge = createHead(config, weights, { features, deviation: DEVIATION })
  return (pictures, mode, { classes } = {}) => {
    const maps = trunk(pictures, mode)
    return { logits: judge(flatten(maps), mode, classes), features: maps }
  }
}
