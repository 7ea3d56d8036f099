import {
  greater,
  less,
  mean,
  cast,
  type Scalar,
  type Tensor,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import type { RunConfig } from '../../contract/run-config.ts'
import { gradientsOf } from '../../engine/gradients.ts'
import { createOptimizer } from '../../engine/optimizers/optimizers.ts'
import type { Random } from '../../engine/random.ts'
import type { Variables } from '../../engine/variables.ts'
import type { Family } from './family.ts'
import { createAverage } from '../layers/average.ts'
import { createWeights } from '../layers/weights.ts'
import { LOSSES } from '../losses.ts'
import { createDiscriminator, createGenerator } from './dcgan-networks.ts'

/** DCGAN (Radford et al. 2015, arXiv:1511.06434), alternating as in Goodfellow et al. 2014, algorithm 1. */
export function createDcgan(config: RunConfig, state: Variables, random: Random): Family {
  const { batch, size, latent } = config
  const generatorWeights = createWeights(state, 'generator', random)
  const discriminatorWeights = createWeights(state, 'discriminator', random)
  const generate = createGenerator(config, generatorWeights)
  const discriminate = createDiscriminator(config, discriminatorWeights)
  const generator = generatorWeights.trained()
  const discriminator = discriminatorWeights.trained()
  const generatorOptimizer = createOptimizer(config, state, 'generator', generator)
  const discriminatorOptimizer = createOptimizer(config, state, 'discriminator', discriminator)
  const average = config.emaImages > 0 ? createAverage(state, 'generator') : undefined
  const draw = average ? createGenerator(config, average.weights) : generate
  const loss = LOSSES[config.loss]

  const train = (inputs: Record<string, Tensor>) => {
    const { real, latents, generatorRate, discriminatorRate, averageShare } = inputs
    const z = latents as Tensor2D

    // Update the discriminator on real pictures and on what the generator makes now. Real and
    // generated pictures go in separate batches, so that batch norm cannot mix them.
    const fake = generate(z, 'train')
    const judged = gradientsOf(discriminator, () => {
      const realLogits = discriminate(real as Tensor4D, 'train')
      const fakeLogits = discriminate(fake, 'train')
      return { loss: loss.discriminator(realLogits, fakeLogits), realLogits, fakeLogits }
    })
    discriminatorOptimizer.apply(judged.gradients, discriminatorRate as Scalar)

    // Update the generator against the discriminator as it is now. The forward pass is the one
    // above; captured, the graph holds it once.
    const fooled = gradientsOf(generator, () => ({
      loss: loss.generator(discriminate(generate(z, 'train-and-track'), 'train'))
    }))
    generatorOptimizer.apply(fooled.gradients, generatorRate as Scalar)
    average?.follow(averageShare as Scalar)

    return {
      generatorLoss: fooled.loss,
      discriminatorLoss: judged.loss,
      realAccuracy: share(greater(judged.extra.realLogits, 0)),
      fakeAccuracy: share(less(judged.extra.fakeLogits, 0))
    }
  }

  return {
    train: {
      inputs: {
        real: [batch, size, size, 3],
        latents: [batch, latent],
        generatorRate: [],
        discriminatorRate: [],
        ...(average && { averageShare: [] })
      },
      step: train
    },
    sample: {
      inputs: { latents: [1, latent] },
      step: ({ latents }) => ({ pictures: draw(latents as Tensor2D, 'sample') })
    }
  }
}

// Share of true entries, 0-1.
function share(verdicts: Tensor): Scalar {
  return mean(cast(verdicts, 'float32'))
}
