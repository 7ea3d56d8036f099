import { add, type Scalar, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import type { RunConfig, ToySettings } from '../../contract/run-config.ts'
import type { Discriminator } from '../families/networks.ts'
import type { Mode } from '../layers/batch-norm.ts'
import { LOSSES } from '../losses.ts'
import type { AdversarialLoss } from '../losses/loss.ts'
import { penaltiesOf } from '../penalties.ts'
import type { Critic } from '../regularizers.ts'
import type { Eye, Round } from './round.ts'

/** What a discriminator loses on a batch of real and one of generated pictures, with all penalties. */
export type Judgement = (
  round: Round,
  discriminate: Discriminator,
  batches: { real: Tensor4D; fake: Tensor4D; turn: number },
  /** Of the last look, which may keep what follows the weights. */
  mode?: Mode
) => { loss: Scalar; realLogits: Tensor2D; fakeLogits: Tensor2D }

// Places of the eyes that penalties look with, apart from the others.
const PENALTY = 2 ** 14

/**
 * The discriminator's loss of a config. Real and generated pictures go in separate batches, so that batch
 * norm cannot mix them.
 */
export function createJudgement(config: RunConfig & ToySettings): Judgement {
  const lossOf: AdversarialLoss = LOSSES[config.loss]
  const penalties = penaltiesOf(config)
  return (round, discriminate, { real, fake, turn }, mode = 'train') => {
    const [judgeReal, judgeFake] = [round.eye(discriminate, turn), round.eye(discriminate, turn)]
    const moment = {
      ...{ real, fake, turn, chance: round.inputs['chance'] as Scalar },
      judgeReal: criticOf(judgeReal),
      judgeFake: criticOf(judgeFake),
      judge: criticOf(round.eye(discriminate, turn, PENALTY + turn))
    }
    const realLogits = judgeReal(real).logits
    const added = penalties.map((penalty) => penalty.of(config, moment))
    // Last, since it may move what the others read.
    const fakeLogits = judgeFake(fake, mode).logits
    const { labelSmoothing, fakeSmoothing } = config
    const played = lossOf.discriminator(realLogits, fakeLogits, labelSmoothing, fakeSmoothing)
    const loss = added.reduce((total, term) => add(total, term), played)
    return { loss, realLogits, fakeLogits }
  }
}

function criticOf(eye: Eye): Critic {
  return (pictures) => eye(pictures).logits
}
