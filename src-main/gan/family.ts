import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import { latentWidth } from '../contract/condition.ts'
import { imagesPerStep } from '../contract/images-per-step.ts'
import { zWidth } from '../contract/pyramid.ts'
import { pixelDepth, type RunConfig } from '../contract/run-config.ts'
import type { StepFunction } from '../engine/capture.ts'
import type { Random } from '../engine/random.ts'
import type { Variables } from '../engine/variables.ts'
import { createGame, type LevelGame } from './create-game.ts'
import { dcgan } from './families/dcgan.ts'
import type { Family } from './families/family.ts'
import { mlp } from './families/mlp.ts'
import { pyramidLevels } from './families/pyramid.ts'
import { residual } from './families/residual.ts'
import { voxels } from './families/voxels.ts'
import type { Mode } from './layers/batch-norm.ts'
import { packAlone } from './layers/packing.ts'
import { oneLevel, type Level } from './levels.ts'
import { normOf } from './step/norm.ts'
import { createStep } from './step/step.ts'
import { meanOf, together } from './step/together.ts'
import type { Turn } from './turns.ts'

/** One line a family: the levels that it is made of. */
const FAMILIES: Record<RunConfig['family'], (config: RunConfig) => readonly Level[]> = {
  dcgan: (config) => [oneLevel(config, dcgan)],
  mlp: (config) => [oneLevel(config, mlp)],
  pyramid: pyramidLevels,
  residual: (config) => [oneLevel(config, residual)],
  voxels: (config) => [oneLevel(config, voxels)]
}

/** Makes the networks of a config, or the level given, their variables in `state`, initial weights from `random`. */
export function createFamily(
  config: RunConfig,
  state: Variables,
  random: Random,
  given?: Level
): Family {
  const levels = given ? [given] : FAMILIES[config.family](config)
  const games = levels.map((level) => createGame(level, state, random))
  const [coarsest, finest] = [games[0]!, games.at(-1)!]
  const train = (learning?: readonly Turn['player'][]): StepFunction =>
    trainer(config, games, learning)
  const only: Family['only'] = (player) => train([player])
  const accuracies = games.flatMap(({ accuracy }) => accuracy ?? [])
  const watched = accuracies.length > 0
  const variables = (player: 'generator' | 'discriminator') =>
    games.flatMap((game) => game[player].variables.map((each) => each.read()))
  return {
    train: train(),
    others: {
      ...((watched || config.phaseImages > 0) && { trainGenerator: only('generator') }),
      ...(config.phaseImages > 0 && { trainDiscriminator: only('discriminator') }),
      ...(watched && {
        accuracy: {
          inputs: {},
          step: () => ({ accuracy: meanOf(accuracies.map((each) => each.read())) })
        }
      })
    },
    only,
    weigh: {
      inputs: {},
      step: () => ({
        generatorWeights: normOf(variables('generator')),
        discriminatorWeights: normOf(variables('discriminator'))
      })
    },
    sample: {
      inputs: { latents: [1, latentWidth(config)] },
      step: ({ latents }) => ({ pictures: chain(games, latents as Tensor2D, 'sample').at(-1)! })
    },
    generate: (latents) => chain(games, latents, 'sample').at(-1)!,
    chain: (latents) => chain(games, latents, 'sample'),
    firstFeatures: (latents) => coarsest.draw.first(coarsest.level.place(latents), 'sample'),
    earlyFeatures: (latents) => coarsest.draw.early(coarsest.level.place(latents), 'sample'),
    discriminate: (pictures, mode) =>
      finest.discriminate(packAlone(pictures, config.packing), mode),
    featureShapes: finest.level.networks.featureShapes(config)
  }
}

function trainer(
  config: RunConfig,
  games: readonly LevelGame[],
  learning?: readonly Turn['player'][]
): StepFunction {
  const steps = games.map(({ level, ...game }) => ({
    level,
    step: createStep(level.config, { ...game, item: level.item }, learning)
  }))
  const [only] = steps
  if (steps.length === 1) return only!.step
  const { latents } = only!.step.inputs
  return together(steps, {
    real: [imagesPerStep(config), config.size, config.size, pixelDepth(config)],
    latents: [latents![0]!, zWidth(config)]
  })
}

// What each level draws, the coarsest first.
function chain(games: readonly LevelGame[], places: Tensor2D, mode: Mode): Tensor4D[] {
  const pictures: Tensor4D[] = []
  for (const { level, draw } of games) {
    pictures.push(draw(level.place(places, pictures.at(-1)), mode))
  }
  return pictures
}
