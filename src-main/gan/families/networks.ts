import type { Scalar, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import type { RunConfig } from '../../contract/run-config.ts'
import type { Mode } from '../layers/batch-norm.ts'
import type { WeightSource } from '../layers/weights.ts'

/** Places [N,latentWidth], z with shares of classes where there are some, to pictures [N,size,size,channels], about in [-1,1]. */
export interface Generator {
  (z: Tensor2D, mode: Mode): Tensor4D
  /** What its first layer makes of z: [N,4,4,filters], of networks without maps [N,1,1,units]. */
  first(z: Tensor2D, mode: Mode): Tensor4D
  /** What it has made of z where its maps are 8 x 8, [N,8,8,filters] or as `first`: there labels lie straightest. */
  early(z: Tensor2D, mode: Mode): Tensor4D
}

/** Numbers that a discriminator draws while it is trained: the step's, and the first of its places. */
export interface Chances {
  chance: Scalar
  place: number
}

/** What a discriminator is told beside the pictures. */
export interface Told {
  /** Where there are classes that of each picture, [N,count]; without it the verdict is on the picture alone. */
  classes?: Tensor2D | undefined
  /** Given in training, where the config draws numbers in the network itself. */
  chances?: Chances | undefined
}

/** Pictures [N,size,size,channels x packing] in [-1,1] to a verdict. */
export type Discriminator = (pictures: Tensor4D, mode: Mode, told?: Told) => Verdict

/** What a discriminator makes of pictures. */
export interface Verdict {
  /** [N,1], larger for "real"; from where on that is depends on the loss. */
  logits: Tensor2D
  /** What its layers saw on the way: each [N,side,side,filters], the largest first. */
  features: Tensor4D[]
}

/** Settings for pictures of a side that data sets do not have, such as a part of theirs. */
export type Sized = Omit<RunConfig, 'size'> & { size: number }

/** Networks of any size. */
export interface SizedNetworks {
  createGenerator(config: Sized, weights: WeightSource): Generator
  createDiscriminator(config: Sized, weights: WeightSource): Discriminator
  featureShapes(config: Sized): number[][]
}

/** A family: its two networks. The step that trains them is the same for all. */
export interface Networks {
  createGenerator(config: RunConfig, weights: WeightSource): Generator
  createDiscriminator(config: RunConfig, weights: WeightSource): Discriminator
  /** Shapes of a verdict's features of one picture, [side,side,filters] each. */
  featureShapes(config: RunConfig): number[][]
}
