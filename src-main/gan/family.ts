import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import { latentWidth } from '../contract/condition.ts'
import { pixelDepth, type RunConfig } from '../contract/run-config.ts'
import { createOptimizer } from '../engine/optimizers/optimizers.ts'
import type { Random } from '../engine/random.ts'
import type { Variables } from '../engine/variables.ts'
import { dcgan } from './families/dcgan.ts'
import type { Family } from './families/family.ts'
import type { Networks } from './families/networks.ts'
import { mlp } from './families/mlp.ts'
import { residual } from './families/residual.ts'
import { voxels } from './families/voxels.ts'
import { createAverage } from './layers/average.ts'
import { packAlone } from './layers/packing.ts'
import { createWeights } from './layers/weights.ts'
import type { Game } from './step/game.ts'
import { normOf } from './step/norm.ts'
import { createStep } from './step/step.ts'
import { createUnroll } from './step/unroll.ts'

const FAMILIES = { dcgan, mlp, residual, voxels } satisfies Record<RunConfig['family'], Networks>

/** Networks that are of no family of pictures, such as those of points, and the [height,width,channels] they are for. */
export interface GivenNetworks {
  networks: Networks
  item: readonly number[]
}

/** Makes the networks of a config, or those given, their variables in `state`, initial weights from `random`. */
export function createFamily(
  config: RunConfig,
  state: Variables,
  random: Random,
  given: GivenNetworks = {
    networks: FAMILIES[config.family],
    item: [config.size, config.size, pixelDepth(config)]
  }
): Family {
  const { networks, item } = given
  const weights = {
    generator: createWeights(state, 'generator', random),
    discriminator: createWeights(state, 'discriminator', random)
  }
  const generate = networks.createGenerator(config, weights.generator)
  const discriminate = networks.createDiscriminator(config, weights.discriminator)
  const player = (name: keyof typeof weights): Game['generator'] => {
    const variables = weights[name].trained()
    return { variables, optimizer: createOptimizer(config, state, name, variables) }
  }
  const [generator, discriminator] = [player('generator'), player('discriminator')]
  const average = config.emaImages > 0 ? createAverage(state, 'generator') : undefined
  const draw = average ? networks.createGenerator(config, average.weights) : generate
  const accuracy =
    config.accuracyCeiling < 1
      ? state.create<Scalar>('discriminator/last_accuracy', [], new Float32Array(1))
      : undefined
  const unroll =
    config.unrollSteps > 0
      ? createUnroll(config, state, networks, discriminator.variables)
      : undefined
  const game = { item, generate, discriminate, generator, discriminator, average, unroll, accuracy }
  return {
    train: createStep(config, game),
    others: {
      ...((accuracy || config.phaseImages > 0) && {
        trainGenerator: createStep(config, game, ['generator'])
      }),
      ...(config.phaseImages > 0 && {
        trainDiscriminator: createStep(config, game, ['discriminator'])
      }),
      ...(accuracy && { accuracy: { inputs: {}, step: () => ({ accuracy: accuracy.read() }) } })
    },
    weigh: {
      inputs: {},
      step: () => ({
        generatorWeights: normOf(generator.variables.map((each) => each.read())),
        discriminatorWeights: normOf(discriminator.variables.map((each) => each.read()))
      })
    },
    sample: {
      inputs: { latents: [1, latentWidth(config)] },
      step: ({ latents }) => ({ pictures: draw(latents as Tensor2D, 'sample') })
    },
    generate: (latents) => draw(latents, 'sample'),
    firstFeatures: (latents) => draw.first(latents, 'sample'),
    earlyFeatures: (latents) => draw.early(latents, 'sample'),
    discriminate: (pictures, mode) => discriminate(packAlone(pictures, config.packing), mode),
    featureShapes: networks.featureShapes(config)
  }
}
