import {
  add,
  cast,
  greater,
  less,
  mean,
  mul,
  type Scalar,
  type Tensor
} from '@tensorflow/tfjs-core'
import type { RunConfig } from '../../contract/run-config.ts'
import { gradientsOf } from '../../engine/gradients.ts'
import { clipWeights } from '../layers/clip.ts'
import type { Mode } from '../layers/batch-norm.ts'
import { LOSSES } from '../losses.ts'
import type { AdversarialLoss } from '../losses/loss.ts'
import { penaltiesOf } from '../penalties.ts'
import type { Critic } from '../regularizers.ts'
import type { Game } from './game.ts'
import { rateOf, type Eye, type Round } from './round.ts'

// Places of the eyes that penalties look with, apart from the others.
const PENALTY = 2 ** 14

/**
 * The discriminator's updates on real pictures and on what the generator makes now; where it does not
 * learn, only what it would lose. Real and generated pictures go in separate batches, so that batch norm
 * cannot mix them.
 */
export function createDiscriminatorUpdate(config: RunConfig, game: Game, learns: boolean) {
  const { discriminate, discriminator } = game
  const lossOf: AdversarialLoss = LOSSES[config.loss]
  const penalties = penaltiesOf(config)
  // Batch norm keeps no moments here; only the vectors of spectral norm follow the weights.
  const following: Mode =
    learns && config.discriminatorNorm === 'spectral' ? 'train-and-track' : 'train'

  return (round: Round, turn: number) => {
    const real = round.pictures[turn]!
    const fake = game.generate(round.latents[turn]!, 'train')
    const [judgeReal, judgeFake] = [round.eye(discriminate), round.eye(discriminate)]
    const moment = {
      ...{ real, fake, turn, chance: round.inputs['chance'] as Scalar },
      judgeReal: criticOf(judgeReal),
      judgeFake: criticOf(judgeFake),
      judge: criticOf(round.eye(discriminate, PENALTY + turn))
    }
    const forward = () => {
      const realLogits = judgeReal(real).logits
      const added = penalties.map((penalty) => penalty.of(config, moment))
      // Last, since it may move what the others read.
      const fakeLogits = judgeFake(fake, following).logits
      const played = lossOf.discriminator(realLogits, fakeLogits, config.labelSmoothing)
      const loss = added.reduce((total, term) => add(total, term), played)
      return { loss, realLogits, fakeLogits }
    }
    const learn = () => {
      const { loss, extra, gradients } = gradientsOf(discriminator.variables, forward)
      discriminator.optimizer.apply(gradients, rateOf(round, 'discriminator'))
      if (config.loss === 'wgan') clipWeights(discriminator.variables, config.weightClip)
      return { loss, ...extra }
    }
    const { loss, realLogits, fakeLogits } = learns ? learn() : forward()
    const boundary = lossOf.boundary(realLogits, fakeLogits)
    const realAccuracy = share(greater(realLogits, boundary))
    const fakeAccuracy = share(less(fakeLogits, boundary))
    game.accuracy?.assign(mul(add(realAccuracy, fakeAccuracy), 0.5))
    return { discriminatorLoss: loss, realAccuracy, fakeAccuracy }
  }
}

function criticOf(eye: Eye): Critic {
  return (pictures) => eye(pictures).logits
}

// Share of true entries, 0-1.
function share(verdicts: Tensor): Scalar {
  return mean(cast(verdicts, 'float32'))
}
