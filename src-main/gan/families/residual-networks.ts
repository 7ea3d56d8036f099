import { mul, reshape, type Rank, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { channelCount, type RunConfig } from '../../contract/run-config.ts'
import { convolution, convolutionBackInput } from '../../engine/operations/convolution.ts'
import { dense } from '../../engine/operations/dense.ts'
import { downsample, upsample } from '../../engine/operations/resampling.ts'
import type { Mode } from '../layers/batch-norm.ts'
import { createGeneratorInput } from '../layers/condition.ts'
import { createHead } from '../layers/head.ts'
import { createConvolution, createResidualBlock, type Layer } from '../layers/residual-block.ts'
import { assertShape } from '../layers/shape.ts'
import type { WeightSource } from '../layers/weights.ts'
import type { Discriminator, Generator } from './networks.ts'

const SMALLEST = 4
// Of the smaller resolutions, in widths of the largest: the original's own widths hardly grow either.
const WIDEST = 4
/** The low-pass filter of every change of resolution. */
const TAPS = [1, 3, 3, 1]

// Colours and the largest maps lie a factor of 2 apart. The original has blocks at the full resolution
// too, where they take as long as all others together; without them a CPU makes three times the steps,
// and is further after the same time.
// Stages until maps are 8 x 8.
const EARLY = 2
const PATCH = 4
const HALVING = { stride: 2, padding: 'SAME' } as const

/** The resolutions of a network with their channels, 4 x 4 first, up to half of the picture's. */
function stagesOf(size: number, filters: number): { side: number; channels: number }[] {
  const count = Math.log2(size / SMALLEST)
  return Array.from({ length: count }, (_, stage) => ({
    side: SMALLEST * 2 ** stage,
    channels: filters * Math.min(2 ** (count - 1 - stage), WIDEST)
  }))
}

/**
 * z scales a learned 4 x 4 map channel by channel; then residual blocks at each resolution, and a
 * transposed convolution to colours, without tanh (after Huang et al. 2025, arXiv:2501.05441, section 3.4).
 */
export function createGenerator(config: RunConfig, weights: WeightSource): Generator {
  const { size, residualBlocks } = config
  const stages = stagesOf(size, config.generatorFilters)
  const depth = stages.length * residualBlocks
  const widest = stages[0]!.channels
  const input = createGeneratorInput(config, weights)
  const shape = [input.width, widest]
  const scale = weights.normal<Tensor2D>('start/kernel', shape, input.width ** -0.5)
  const basis = weights.normal<Tensor4D>('start/basis', [1, SMALLEST, SMALLEST, widest], 1)
  const layers = stages.map(({ side, channels }, stage): Layer => {
    // Channels change before the resolution grows, where there are fewer pixels.
    const grow =
      stage === 0 ? undefined : createGrowth(weights, side, stages[stage - 1]!.channels, channels)
    const blocks = createBlocks(weights, { side, channels, count: residualBlocks, depth })
    return (x) => blocks(grow ? grow(x) : x)
  })
  const colours = channelCount(config)
  const patch = [PATCH, PATCH, colours, config.generatorFilters]
  // Four taps meet in each pixel.
  const deviation = (4 * config.generatorFilters) ** -0.5
  const kernel = weights.normal<Tensor4D>('colours/kernel', patch, deviation)
  const paint = (x: Tensor4D): Tensor4D =>
    convolutionBackInput([x.shape[0], size, size, colours], kernel.read(), x, HALVING)

  const begin = (z: Tensor2D): Tensor4D => {
    const scales = reshape<Rank.R4>(dense(input.read(z), scale.read()), [z.shape[0], 1, 1, widest])
    return mul(scales, basis.read())
  }
  const through = (z: Tensor2D, depth: number): Tensor4D =>
    layers.slice(0, depth).reduce((x, layer) => layer(x), begin(z))
  const generate = (z: Tensor2D): Tensor4D => paint(through(z, layers.length))
  return Object.assign(generate, { first: begin, early: (z: Tensor2D) => through(z, EARLY) })
}

/**
 * The generator turned around: a convolution from colours, residual blocks at each resolution, a
 * depthwise convolution of the 4 x 4 map, and one logit.
 */
export function createDiscriminator(config: RunConfig, weights: WeightSource): Discriminator {
  const { size, packing, residualBlocks } = config
  const stages = stagesOf(size, config.discriminatorFilters).reverse()
  const depth = stages.length * residualBlocks
  const colours = channelCount(config) * packing
  const shape = [PATCH, PATCH, colours, config.discriminatorFilters]
  const kernel = weights.normal<Tensor4D>('colours/kernel', shape, (PATCH ** 2 * colours) ** -0.5)
  const enter: Layer = (x) => convolution(x, kernel.read(), HALVING)
  const layers = stages.map(({ side, channels }, stage): Layer => {
    const shrink =
      stage === 0 ? enter : createShrinkage(weights, side, stages[stage - 1]!.channels, channels)
    const blocks = createBlocks(weights, { side, channels, count: residualBlocks, depth })
    return (x) => blocks(shrink(x))
  })
  const features = stages.at(-1)!.channels
  const basis = weights.normal<Tensor4D>(
    'end/basis',
    [SMALLEST, SMALLEST, 1, features],
    1 / SMALLEST
  )
  const judge = createHead(config, weights, { features, deviation: features ** -0.5 })

  return (pictures, mode: Mode, { classes } = {}) => {
    assertShape(pictures, [null, size, size, colours], "The discriminator's pictures")
    const maps: Tensor4D[] = []
    for (const layer of layers) maps.push(layer(maps.at(-1) ?? pictures))
    const seen = convolution(maps.at(-1)!, basis.read(), { stride: 1, padding: 'VALID' })
    return { logits: judge(reshape(seen, [-1, features]), mode, classes), features: maps }
  }
}

/** Shapes of the maps after each resolution's blocks, of one picture. */
export function featureShapes({ size, discriminatorFilters }: RunConfig): number[][] {
  return stagesOf(size, discriminatorFilters)
    .reverse()
    .map(({ side, channels }) => [side, side, channels])
}

function createBlocks(
  weights: WeightSource,
  shape: { side: number; channels: number; count: number; depth: number }
): Layer {
  const { side, channels, count, depth } = shape
  const blocks = Array.from({ length: count }, (_, index) =>
    createResidualBlock(weights, `block${side}-${index + 1}`, { channels, depth })
  )
  return (x) => blocks.reduce((y, block) => block(y), x)
}

// To twice the resolution; channels change where they differ.
function createGrowth(weights: WeightSource, side: number, from: number, to: number): Layer {
  const change = createChange(weights, `up${side}`, from, to)
  return (x) => upsample(change(x), TAPS)
}

function createShrinkage(weights: WeightSource, side: number, from: number, to: number): Layer {
  const change = createChange(weights, `down${side}`, from, to)
  return (x) => change(downsample(x, TAPS))
}

function createChange(weights: WeightSource, name: string, from: number, to: number): Layer {
  return from === to ? (x) => x : createConvolution(weights, name, { side: 1, from, to, gain: 1 })
}
