import {
  concat,
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
  /** Real pictures, a batch for each update of the discriminator. */
  pictures: Tensor4D[]
  /** Places, a batch for each update, in the classes of the pictures of the same turn. */
  latents: Tensor2D[]
  inputs: Record<string, Tensor>
  /**
   * An eye of a discriminator for the pictures of a turn, real or generated. It sees by chances of its own, or by
   * those of `place` where that is given; the same eye sees the same picture twice alike.
   */
  eye(discriminate: Discriminator, turn: number, place?: number): Eye
}

/** Places of what is left out by dropout, apart from those of the views and penalties. */
export const DROPOUT = 2 ** 22
const MOST_LAYERS = 16

/** Takes a step's inputs apart. */
export function beginRound(config: RunConfig, view: View, inputs: Record<string, Tensor>): Round {
  const { discriminatorSteps, packing, dropout } = config
  const chance = inputs['chance'] as Scalar
  let places = 0
  const classes = inputs['classes'] && batchesOf(inputs['classes'] as Tensor2D, discriminatorSteps)
  // There may be more turns than batches of real pictures.
  const classesAt = (turn: number): Tensor2D | undefined => classes?.[turn % classes.length]
  const drawn = batchesOf(inputs['latents'] as Tensor2D, latentBatches(config))
  return {
    pictures: batchesOf(inputs['real'] as Tensor4D, discriminatorSteps),
    latents: classes ? drawn.map((z, turn) => concat([z, classesAt(turn)!], 1)) : drawn,
    inputs,
    eye(discriminate, turn, place = places++) {
      return (pictures, mode = 'train') =>
        discriminate(pack(view.look(pictures, inputs, place), packing), mode, {
          classes: classesAt(turn),
          ...(dropout > 0 && { chances: { chance, place: DROPOUT + MOST_LAYERS * place } })
        })
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
