import {
  greater,
  less,
  mean,
  cast,
  split,
  type Scalar,
  type Tensor,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { imagesPerStep } from '../../contract/images-per-step.ts'
import { augmentationsOf } from '../../contract/augmentations.ts'
import { channelCount, type RunConfig } from '../../contract/run-config.ts'
import { gradientsOf } from '../../engine/gradients.ts'
import { createOptimizer } from '../../engine/optimizers/optimizers.ts'
import { uniform } from '../../engine/operations/uniform.ts'
import type { Random } from '../../engine/random.ts'
import type { Variables } from '../../engine/variables.ts'
import { augment, NUMBERS } from '../augment.ts'
import type { Family } from './family.ts'
import { createAverage } from '../layers/average.ts'
import { createWeights } from '../layers/weights.ts'
import { LOSSES } from '../losses.ts'
import { latentBatches, turnsOf } from '../turns.ts'
import { createDiscriminator, createGenerator, trunkShapes } from './dcgan-networks.ts'

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
  const losses = LOSSES[config.loss]
  const augmentations = augmentationsOf(config.augment)

  const train = (inputs: Record<string, Tensor>) => {
    const { real, latents, generatorRate, discriminatorRate, averageShare, augmentation } = inputs
    const pictures = batchesOf(real as Tensor4D, config.discriminatorSteps)
    const zs = batchesOf(latents as Tensor2D, latentBatches(config))

    // Whatever the discriminator judges is augmented first, each time by numbers of its own.
    let draws = 0
    const judge = (seen: Tensor4D): Tensor2D => {
      if (augmentations.length === 0) return discriminate(seen, 'train').logits
      const numbers = uniform<Tensor2D>([batch, NUMBERS], augmentation as Scalar, draws++)
      return discriminate(augment(seen, augmentations, numbers), 'train').logits
    }

    // Update the discriminator on real pictures and on what the generator makes now. Real and
    // generated pictures go in separate batches, so that batch norm cannot mix them.
    const updateDiscriminator = (turn: number) => {
      const fake = generate(zs[turn]!, 'train')
      const { loss, extra, gradients } = gradientsOf(discriminator, () => {
        const realLogits = judge(pictures[turn]!)
        const fakeLogits = judge(fake)
        return { loss: losses.discriminator(realLogits, fakeLogits), realLogits, fakeLogits }
      })
      discriminatorOptimizer.apply(gradients, discriminatorRate as Scalar)
      return {
        discriminatorLoss: loss,
        realAccuracy: share(greater(extra.realLogits, 0)),
        fakeAccuracy: share(less(extra.fakeLogits, 0))
      }
    }

    // Update the generator against the discriminator as it is now. Where the generator has not changed
    // since it made these pictures for the discriminator, the captured graph makes them once.
    const updateGenerator = (turn: number) => {
      const { loss, gradients } = gradientsOf(generator, () => ({
        loss: losses.generator(judge(generate(zs[turn]!, 'train-and-track')))
      }))
      generatorOptimizer.apply(gradients, generatorRate as Scalar)
      average?.follow(averageShare as Scalar)
      return { generatorLoss: loss }
    }

    // The last update of each is what a step tells.
    const update = { discriminator: updateDiscriminator, generator: updateGenerator }
    return Object.assign({}, ...turnsOf(config).map(({ player, batch }) => update[player](batch)))
  }

  return {
    train: {
      inputs: {
        real: [imagesPerStep(config), size, size, channelCount(config)],
        latents: [batch * latentBatches(config), latent],
        generatorRate: [],
        discriminatorRate: [],
        ...(average && { averageShare: [] }),
        ...(augmentations.length > 0 && { augmentation: [] })
      },
      step: train
    },
    sample: {
      inputs: { latents: [1, latent] },
      step: ({ latents }) => ({ pictures: draw(latents as Tensor2D, 'sample') })
    },
    generate: (latents) => draw(latents, 'sample'),
    firstFeatures: (latents) => draw.first(latents, 'sample'),
    discriminate,
    featureShapes: trunkShapes(config)
  }
}

// A step's input as the batches of its updates.
function batchesOf<T extends Tensor>(whole: T, count: number): T[] {
  return count === 1 ? [whole] : (split(whole, count) as T[])
}

// Share of true entries, 0-1.
function share(verdicts: Tensor): Scalar {
  return mean(cast(verdicts, 'float32'))
}
