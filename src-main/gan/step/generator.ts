import type { Scalar } from '@tensorflow/tfjs-core'
import type { RunConfig } from '../../contract/run-config.ts'
import { gradientsOf } from '../../engine/gradients.ts'
import { LOSSES } from '../losses.ts'
import { featureDistance } from '../losses/feature-matching.ts'
import type { AdversarialLoss } from '../losses/loss.ts'
import type { Game } from './game.ts'
import { normOf } from './norm.ts'
import { rateOf, type Round } from './round.ts'

/**
 * The generator's updates against the discriminator as it is now, or with unrolling as it will be; where it
 * does not learn, only what it would lose. Where it has not changed since it made these pictures for the
 * discriminator, the captured graph makes them once.
 */
export function createGeneratorUpdate(config: RunConfig, game: Game, learns: boolean) {
  const { generate, discriminate, generator } = game
  const lossOf: AdversarialLoss = LOSSES[config.loss]

  return (round: Round, turn: number) => {
    // A batch of real pictures for those that compare with some.
    const real = round.pictures[turn % round.pictures.length]!
    const forward = () => {
      const fake = generate(round.latents[turn]!, learns ? 'train-and-track' : 'train')
      const judge = game.unroll?.(round, { real, fake, turn }) ?? discriminate
      const judged = round.eye(judge, turn)(fake)
      const judgeReal = () => round.eye(judge, turn)(real)
      const loss = config.featureMatching
        ? featureDistance(judgeReal().features.at(-1)!, judged.features.at(-1)!)
        : lossOf.generator(judged.logits, () => judgeReal().logits)
      return { loss }
    }
    if (!learns) return { generatorLoss: forward().loss }
    const { loss, gradients } = gradientsOf(generator.variables, forward)
    const norm = normOf(gradients.map(({ gradient }) => gradient))
    generator.optimizer.apply(gradients, rateOf(round, 'generator'))
    game.average?.follow(round.inputs['averageShare'] as Scalar)
    return { generatorLoss: loss, generatorGradient: norm }
  }
}
