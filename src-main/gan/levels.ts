import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import { pixelDepth, type RunConfig, type ToySettings } from '../contract/run-config.ts'
import type { Networks } from './families/networks.ts'

/** What a level learns from: real pictures [N,height,width,channels], and latents a row for each update. */
export interface LevelBatch {
  real: Tensor4D
  latents: Tensor2D
}

/** A generator and a discriminator that play a game of their own; most families are one of these. */
export interface Level {
  /** What its variables are named after, such as `/level16`; empty where there is one level alone. */
  part: string
  /** The config as its networks and its updates take it. */
  config: RunConfig & ToySettings
  networks: Networks
  /** [height,width,channels] of its pictures. */
  item: readonly number[]
  /** Its part of a batch of the whole. */
  learn(batch: LevelBatch): LevelBatch
  /** Its part of places [N,latentWidth] of the whole, above the pictures that the level below has drawn. */
  place(places: Tensor2D, below?: Tensor4D): Tensor2D
}

/** A family of one level, which learns from the pictures as they are. */
export function oneLevel(
  config: RunConfig,
  networks: Networks,
  item: readonly number[] = [config.size, config.size, pixelDepth(config)]
): Level {
  return {
    ...{ part: '', config, networks, item },
    learn: (batch) => batch,
    place: (places) => places
  }
}
