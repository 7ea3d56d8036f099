import type { Scalar } from '@tensorflow/tfjs-core'
import { createOptimizer } from '../engine/optimizers/optimizers.ts'
import type { Random } from '../engine/random.ts'
import type { Variables } from '../engine/variables.ts'
import type { Generator } from './families/networks.ts'
import { createAverage } from './layers/average.ts'
import { createWeights } from './layers/weights.ts'
import type { Level } from './levels.ts'
import type { Game, Player } from './step/game.ts'
import { createUnroll } from './step/unroll.ts'

/** A level's game, and the generator that is drawn with: the average where there is one. */
export interface LevelGame extends Game {
  level: Level
  draw: Generator
}

/** Makes what a level's game is played with, its variables in `state`, initial weights from `random`. */
export function createGame(level: Level, state: Variables, random: Random): LevelGame {
  const { config, networks, part } = level
  const weights = {
    generator: createWeights(state, 'generator', random),
    discriminator: createWeights(state, 'discriminator', random)
  }
  const generate = networks.createGenerator(config, weights.generator)
  const discriminate = networks.createDiscriminator(config, weights.discriminator)
  const player = (name: keyof typeof weights): Player => {
    const variables = weights[name].trained()
    return { variables, optimizer: createOptimizer(config, state, `${name}${part}`, variables) }
  }
  const [generator, discriminator] = [player('generator'), player('discriminator')]
  const average = config.emaImages > 0 ? createAverage(state, 'generator') : undefined
  const draw = average ? networks.createGenerator(config, average.weights) : generate
  const accuracy =
    config.accuracyCeiling < 1
      ? state.create<Scalar>(`discriminator${part}/last_accuracy`, [], new Float32Array(1))
      : undefined
  const unroll =
    config.unrollSteps > 0 ? createUnroll(level, state, discriminator.variables) : undefined
  return {
    level,
    draw,
    generate,
    discriminate,
    generator,
    discriminator,
    average,
    unroll,
    accuracy
  }
}
