import type { Scalar } from '@tensorflow/tfjs-core'
import type { Optimizer } from '../../engine/optimizers/optimizer.ts'
import type { Variable } from '../../engine/variable.ts'
import type { Discriminator, Generator } from '../families/networks.ts'
import type { Average } from '../layers/average.ts'
import type { Unroll } from './unroll.ts'

/** A network in training: what of it learns, and how. */
export interface Player {
  variables: readonly Variable[]
  optimizer: Optimizer
}

/** All that a step works on. */
export interface Game {
  generate: Generator
  discriminate: Discriminator
  generator: Player
  discriminator: Player
  /** Follows the generator where the config asks for it. */
  average?: Average | undefined
  /** Looks ahead where the config asks for it. */
  unroll?: Unroll | undefined
  /** Keeps the discriminator's accuracy of the last step where the config goes by it. */
  accuracy?: Variable<Scalar> | undefined
}
