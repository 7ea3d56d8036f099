import {
  concat,
  reshape,
  slice,
  type Rank,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { COARSEST, levelSides, zWidth } from '../../contract/pyramid.ts'
import { channelCount, type RunConfig } from '../../contract/run-config.ts'
import { averagePool, upsampleBilinear } from '../../engine/operations/resampling.ts'
import type { WeightSource } from '../layers/weights.ts'
import type { Level, LevelBatch } from '../levels.ts'
import { createDiscriminator, trunkShapes } from './dcgan-networks.ts'
import { mlp } from './mlp.ts'
import type { SizedNetworks } from './networks.ts'
import { createRefiner } from './refiner.ts'

// What adds detail, and what judges it together with the low-pass picture.
const refining: SizedNetworks = {
  createGenerator: createRefiner,
  createDiscriminator,
  featureShapes: trunkShapes
}

/**
 * LAPGAN (Denton et al. 2015, arXiv:1506.05751): the coarsest level draws pictures of 8 px with layers of units, and
 * each level above it doubles what lies below and adds detail of its own, drawn from a plane of noise and what it was
 * given (equation 5). In training every level is given real pictures, halved and doubled again, so that the levels
 * learn independently; its discriminator sees detail and low-pass added up, which is a picture.
 */
export function pyramidLevels(config: RunConfig): Level[] {
  return levelSides(config.size).map((side) =>
    side === COARSEST ? coarsest(config) : finer(config, side)
  )
}

function coarsest(config: RunConfig): Level {
  const { latent } = config
  return {
    ...shapeOf(config, COARSEST, mlp),
    learn: ({ real, latents }) => ({
      real: halvedTo(COARSEST, real),
      latents: slice(latents, [0, 0], [-1, latent])
    }),
    place: (places) => concat([slice(places, [0, 0], [-1, latent]), classesOf(config, places)], 1)
  }
}

function finer(config: RunConfig, side: number): Level {
  const plane = side ** 2
  const pixels = plane * channelCount(config)
  const begin = zWidth({ ...config, size: (side / 2) as RunConfig['size'] })
  const planeOf = (latents: Tensor2D): Tensor2D => slice(latents, [0, begin], [-1, plane])
  const flat = (pictures: Tensor4D): Tensor2D => reshape<Rank.R2>(pictures, [-1, pixels])
  return {
    // What it is given beside z are numbers of its place too, so that its game is like any other.
    ...shapeOf({ ...config, latent: plane + pixels }, side, refining),
    learn({ real, latents }: LevelBatch): LevelBatch {
      const own = halvedTo(side, real)
      const low = flat(upsampleBilinear(averagePool(own, 2)))
      // There may be more turns than batches of real pictures.
      const rounds = latents.shape[0] / real.shape[0]
      const rows = rounds > 1 ? concat(new Array<Tensor2D>(Math.ceil(rounds)).fill(low), 0) : low
      const lows = slice(rows, [0, 0], [latents.shape[0], -1])
      return { real: own, latents: concat([planeOf(latents), lows], 1) }
    },
    place: (places, below) =>
      concat([planeOf(places), flat(upsampleBilinear(below!)), classesOf(config, places)], 1)
  }
}

function shapeOf(
  config: RunConfig,
  side: number,
  networks: SizedNetworks
): Pick<Level, 'part' | 'config' | 'networks' | 'item'> {
  const name = `level${side}`
  return {
    part: `/${name}`,
    config,
    networks: {
      createGenerator: (own, weights) =>
        networks.createGenerator({ ...own, size: side }, within(weights, name)),
      createDiscriminator: (own, weights) =>
        networks.createDiscriminator({ ...own, size: side }, within(weights, name)),
      featureShapes: (own) => networks.featureShapes({ ...own, size: side })
    },
    item: [side, side, channelCount(config)]
  }
}

// Of pictures the mean of each square of pixels, so that what lies beyond the edge plays no part.
function halvedTo(side: number, pictures: Tensor4D): Tensor4D {
  const factor = pictures.shape[1] / side
  return factor === 1 ? pictures : averagePool(pictures, factor)
}

// The shares of classes, [N,classes]: none without.
function classesOf(config: RunConfig, places: Tensor2D): Tensor2D {
  return slice(places, [0, zWidth(config)], [-1, -1])
}

// A network's weights under a name of their own.
function within(weights: WeightSource, name: string): WeightSource {
  return {
    normal: (own, ...rest) => weights.normal(`${name}/${own}`, ...rest),
    constant: (own, ...rest) => weights.constant(`${name}/${own}`, ...rest),
    tracked: (own, ...rest) => weights.tracked(`${name}/${own}`, ...rest),
    trained: () => weights.trained()
  }
}
