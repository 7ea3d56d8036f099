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
import type { RunConfig, ToySettings } from '../../contract/run-config.ts'
import { gradientsOf } from '../../engine/gradients.ts'
import type { Mode } from '../layers/batch-norm.ts'
import { clipWeights } from '../layers/clip.ts'
import { LOSSES } from '../losses.ts'
import type { AdversarialLoss } from '../losses/loss.ts'
import { normOf } from './norm.ts'
import type { Game } from './game.ts'
import { createJudgement } from './judgement.ts'
import { rateOf, type Round } from './round.ts'

/**
 * The discriminator's updates on real pictures and on what the generator makes now; where it does not
 * learn, only what it would lose.
 */
export function createDiscriminatorUpdate(
  config: RunConfig & ToySettings,
  game: Game,
  learns: boolean
) {
  const { discriminate, discriminator } = game
  const lossOf: AdversarialLoss = LOSSES[config.loss]
  const judgement = createJudgement(config)
  // Batch norm keeps no moments here; only the vectors of spectral norm follow the weights.
  const following: Mode =
    learns && config.discriminatorNorm === 'spectral' ? 'train-and-track' : 'train'

  return (round: Round, turn: number) => {
    const real = round.pictures[turn]!
    const fake = game.generate(round.latents[turn]!, 'train')
    const forward = () => judgement(round, discriminate, { real, fake, turn }, following)
    const learn = () => {
      const { loss, extra, gradients } = gradientsOf(discriminator.variables, forward)
      const norm = normOf(gradients.map(({ gradient }) => gradient))
      discriminator.optimizer.apply(gradients, rateOf(round, 'discriminator'))
      if (config.loss === 'wgan') clipWeights(discriminator.variables, config.weightClip)
      return { loss, norm, ...extra }
    }
    const { loss, norm, realLogits, fakeLogits } = learns
      ? learn()
      : { ...forward(), norm: undefined }
    const boundary = lossOf.boundary(realLogits, fakeLogits)
    const realAccuracy = share(greater(realLogits, boundary))
    const fakeAccuracy = share(less(fakeLogits, boundary))
    game.accuracy?.assign(mul(add(realAccuracy, fakeAccuracy), 0.5))
    return {
      discriminatorLoss: loss,
      realAccuracy,
      fakeAccuracy,
      ...(norm && { discriminatorGradient: norm })
    }
  }
}

// Share of true entries, 0-1.
function share(verdicts: Tensor): Scalar {
  return mean(cast(verdicts, 'float32'))
}
