import {
  add,
  mul,
  type Scalar,
  type Tensor,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { augmentationsOf } from '../contract/augmentations.ts'
import type { RunConfig } from '../contract/run-config.ts'
import type { InputShapes } from '../engine/capture.ts'
import { normal } from '../engine/operations/normal.ts'
import { uniform } from '../engine/operations/uniform.ts'
import { augment, NUMBERS } from './augment.ts'

/** What is done to pictures before the discriminator sees them in training. */
export interface View {
  inputs: InputShapes
  /**
   * Pictures [N,size,size,channels] as it sees them; each `place` of a step has chances of its own, and the
   * same place the same ones. Differentiable in the pictures.
   */
  look(pictures: Tensor4D, inputs: Record<string, Tensor>, place: number): Tensor4D
}

/** Places of the noise, apart from those of the augmentation. */
export const NOISE = 2 ** 16

/**
 * Augmentation, then instance noise, as far as the config wants them. Inputs: `chance`, a whole number
 * below 2^24 that every step has its own of, and `noise`, the deviation in this step.
 */
export function createView({ augment: choice, instanceNoise }: RunConfig): View {
  const augmentations = augmentationsOf(choice)
  const isNoisy = instanceNoise > 0
  return {
    inputs: {
      ...((augmentations.length > 0 || isNoisy) && { chance: [] }),
      ...(isNoisy && { noise: [] })
    },
    look(pictures, { chance, noise }, place) {
      let seen = pictures
      if (augmentations.length > 0) {
        const numbers = uniform<Tensor2D>([seen.shape[0], NUMBERS], chance as Scalar, place)
        seen = augment(seen, augmentations, numbers)
      }
      if (!isNoisy) return seen
      const drawn = normal<Tensor4D>(seen.shape, chance as Scalar, NOISE + place)
      return add(seen, mul(drawn, noise as Scalar))
    }
  }
}
