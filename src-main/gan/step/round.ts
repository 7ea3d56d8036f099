import {
  split,
  type Scalar,
  type Tensor,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import type { RunConfig } from '../../contract/run-config.ts'
import type { Discriminator, Verdict } from '../families/networks.ts'
import type { Mode } from '../layers/batch-norm.ts'
import { pack } from '../layers/packing.ts'
import { latentBatches } from '../turns.ts'
import type { View } from '../view.ts'

/** The discriminator as it looks at pictures of one batch: `train` unless told. */
export type Eye = (pictures: Tensor4D, mode?: Mode) => Verdict

/** What the updates of one step share. */
export interface Round {
  /** Real pictures and z, a batch for each update. */
  pictures: Tensor4D[]
  latents: Tensor2D[]
  inputs: Record<string, Tensor>
  /**
   * An eye of a discriminator that sees by chances of its own, or by those of `place` where that is given;
   * the same eye sees the same picture twice alike.
   */
  eye(discriminate: Discriminator, place?: number): Eye
}

/** Takes a step's inputs apart. */
export function beginRound(config: RunConfig, view: View, inputs: Record<string, Tensor>): Round {
  const { discriminatorSteps, packing } = config
  let places = 0
  return {
    pictures: batchesOf(inputs['real'] as Tensor4D, discriminatorSteps),
    latents: batchesOf(inputs['latents'] as Tensor2D, latentBatches(config)),
    inputs,
    eye(discriminate, place = places++) {
      return (pictures, mode = 'train') =>
        discriminate(pack(view.look(pictures, inputs, place), packing), mode)
    }
  }
}

/** The learning rate of a network in this step. */
export function rateOf({ inputs }: Round, player: 'generator' | 'discriminator'): Scalar {
  return inputs[`${player}Rate`] as Scalar
}

// A step's input as the batches of its updates.
function batchesOf<T extends Tensor>(whole: T, count: number): T[] {
  return count === 1 ? [whole] : (split(whole, count) as T[])
}
