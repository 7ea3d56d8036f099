import { reshape, type Rank, type Scalar, type Tensor4D } from '@tensorflow/tfjs-core'
import type { RunConfig } from '../contract/run-config.ts'
import { spread } from '../engine/operations/reductions.ts'
import { uniform } from '../engine/operations/uniform.ts'
import { r1Penalty, r2Penalty, wassersteinPenalty, type Critic } from './regularizers.ts'

/** What a penalty may look at in one update of the discriminator. */
export interface Moment {
  real: Tensor4D
  fake: Tensor4D
  /** The verdict on pictures before anything is done to them, as in the loss of the same update. */
  judgeReal: Critic
  judgeFake: Critic
  /** The same with chances of its own. */
  judge: Critic
  /** The step's number for random draws, and which update of the step this is. */
  chance: Scalar
  turn: number
}

interface Penalty {
  isOn(config: RunConfig): boolean
  /** A term of the discriminator's loss. */
  of(config: RunConfig, moment: Moment): Scalar
  /** Whether it draws numbers. */
  draws?: boolean
}

/** Places of the shares between real and generated pictures, apart from those of the views. */
export const SHARES = 2 ** 20

/** Every term that the config may add to the discriminator's loss, by the setting that it is called by. */
export const PENALTIES = {
  r1Gamma: {
    isOn: ({ r1Gamma }) => r1Gamma > 0,
    of: ({ r1Gamma }, { judgeReal, real }) => r1Penalty(judgeReal, real, r1Gamma)
  },
  r2Gamma: {
    isOn: ({ r2Gamma }) => r2Gamma > 0,
    of: ({ r2Gamma }, { judgeFake, fake }) => r2Penalty(judgeFake, fake, r2Gamma)
  },
  gradientPenalty: {
    isOn: ({ loss }) => loss === 'wgan-gp',
    draws: true,
    of: ({ gradientPenalty, packing }, { judge, real, fake, chance, turn }) => {
      // One share a pack, so that a pack lies on a straight line between two others.
      const packs = uniform([real.shape[0] / packing, 1], chance, SHARES + turn)
      const share = reshape<Rank.R4>(spread(packs, [packs.shape[0]!, packing]), [-1, 1, 1, 1])
      return wassersteinPenalty(judge, real, fake, share, gradientPenalty)
    }
  }
} satisfies Partial<Record<keyof RunConfig, Penalty>>

/** The penalties that a config asks for. */
export function penaltiesOf(config: RunConfig): Penalty[] {
  return Object.values<Penalty>(PENALTIES).filter(({ isOn }) => isOn(config))
}
