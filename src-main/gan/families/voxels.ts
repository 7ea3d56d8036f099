import {
  reshape,
  type Rank,
  type Tensor2D,
  type Tensor4D,
  type Tensor5D
} from '@tensorflow/tfjs-core'
import type { RunConfig } from '../../contract/run-config.ts'
import { leakyRelu, relu, tanh } from '../../engine/operations/activations.ts'
import { dense } from '../../engine/operations/dense.ts'
import { convolution3d, convolution3dBackInput } from '../../engine/operations/convolution-3d.ts'
import { createBatchNorm, type Mode } from '../layers/batch-norm.ts'
import { createGeneratorInput } from '../layers/condition.ts'
import { createFinish, createKernel } from '../layers/discriminator-layers.ts'
import { createHead } from '../layers/head.ts'
import { assertShape } from '../layers/shape.ts'
import type { WeightSource } from '../layers/weights.ts'
import type { Discriminator, Generator, Networks } from './networks.ts'

const DEVIATION = 0.02
const SLOPE = 0.2
const SMALLEST = 4
const KERNEL = 4
const DOUBLING = { stride: 2, padding: 'SAME' } as const
// Layers after the first until maps are 8 a side.
const EARLY = 1

/**
 * 3D-GAN (Wu et al. 2016, arXiv:1610.07584, section 3.1): transposed convolutions of 4 x 4 x 4 and stride 2 from
 * a cube of 4 to one of the voxels' size, and their mirror image. A solid [N,planes,rows,columns] is passed on as a
 * picture whose pixels have `size` numbers.
 */
export const voxels: Networks = { createGenerator, createDiscriminator, featureShapes }

function doublings(size: number): number {
  return Math.log2(size / SMALLEST)
}

function createGenerator(config: RunConfig, weights: WeightSource): Generator {
  const { size } = config
  const stages = doublings(size)
  const widest = config.generatorFilters * 2 ** (stages - 1)
  const input = createGeneratorInput(config, weights)
  const start = [input.width, SMALLEST ** 3 * widest]
  const project = weights.normal<Tensor2D>('project/kernel', start, DEVIATION)
  const norm = createBatchNorm(weights, 'project/norm', widest)
  const layers = Array.from({ length: stages }, (_, stage) => {
    const last = stage === stages - 1
    const from = widest / 2 ** stage
    const to = last ? 1 : from / 2
    const name = `up${SMALLEST * 2 ** (stage + 1)}`
    const shape = [KERNEL, KERNEL, KERNEL, to, from]
    return {
      to,
      kernel: weights.normal<Tensor5D>(`${name}/kernel`, shape, DEVIATION),
      norm: last ? undefined : createBatchNorm(weights, `${name}/norm`, to)
    }
  })

  const through = (place: Tensor2D, mode: Mode, depth: number): Tensor5D => {
    const projected = dense(input.read(place), project.read())
    const begun = reshape<Rank.R4>(projected, [-1, SMALLEST, SMALLEST ** 2, widest])
    const cube = asCube(relu(norm(begun, mode)), SMALLEST)
    return layers.slice(0, depth).reduce((x, { to, kernel, norm }) => {
      const side = 2 * x.shape[1]
      const shape: Tensor5D['shape'] = [x.shape[0], side, side, side, to]
      const grown = convolution3dBackInput(shape, kernel.read(), x, DOUBLING)
      // The paper's sigmoid, from empty, -1, to full, 1.
      if (!norm) return tanh(grown.mul<Tensor5D>(0.5))
      return asCube(relu(norm(asMap(grown), mode)), side)
    }, cube)
  }
  const generate = (place: Tensor2D, mode: Mode): Tensor4D =>
    reshape(through(place, mode, stages), [-1, size, size, size])
  return Object.assign(generate, {
    first: (place: Tensor2D, mode: Mode) => asMap(through(place, mode, 0)),
    early: (place: Tensor2D, mode: Mode) => asMap(through(place, mode, EARLY))
  })
}

function createDiscriminator(config: RunConfig, weights: WeightSource): Discriminator {
  const { size, discriminatorFilters: filters, discriminatorNorm } = config
  const layers = Array.from({ length: doublings(size) }, (_, stage) => {
    const [from, to] = [stage === 0 ? 1 : filters * 2 ** (stage - 1), filters * 2 ** stage]
    const name = `down${size / 2 ** (stage + 1)}`
    const shape = [KERNEL, KERNEL, KERNEL, from, to]
    const kernel = weights.normal<Tensor5D>(`${name}/kernel`, shape, DEVIATION)
    const read = createKernel(weights, `${name}/kernel/spectral`, kernel, discriminatorNorm)
    // As in DCGAN, none at the input.
    const finish =
      stage === 0 ? (x: Tensor4D) => x : createFinish(weights, name, to, discriminatorNorm)
    return (x: Tensor5D, mode: Mode): Tensor5D => {
      const shrunk = convolution3d(x, read(mode), DOUBLING)
      return asCube(leakyRelu(finish(asMap(shrunk), mode), SLOPE), shrunk.shape[1])
    }
  })
  const [side, area, widest] = featureShapes(config).at(-1)! as [number, number, number]
  const features = side * area * widest
  const judge = createHead(config, weights, { features, deviation: DEVIATION })

  return (solids, mode, { classes } = {}) => {
    assertShape(solids, [null, size, size, size], "The discriminator's solids")
    const maps: Tensor5D[] = []
    const start = reshape<Rank.R5>(solids, [-1, size, size, size, 1])
    for (const layer of layers) maps.push(layer(maps.at(-1) ?? start, mode))
    const flat = reshape<Rank.R2>(maps.at(-1)!, [-1, features])
    return { logits: judge(flat, mode, classes), features: maps.map(asMap) }
  }
}

function featureShapes({ size, discriminatorFilters }: RunConfig): number[][] {
  return Array.from({ length: doublings(size) }, (_, stage) => {
    const side = size / 2 ** (stage + 1)
    return [side, side * side, discriminatorFilters * 2 ** stage]
  })
}

// [N,side,side,side,C] as a map of side x side² places, for layers that know no depth, and back.
function asMap(cube: Tensor5D): Tensor4D {
  const [, side, rows, columns, channels] = cube.shape
  return reshape(cube, [-1, side, rows * columns, channels])
}

function asCube(map: Tensor4D, side: number): Tensor5D {
  return reshape(map, [-1, side, side, side, map.shape[3]])
}
