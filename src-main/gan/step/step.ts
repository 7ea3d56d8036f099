import type { Tensor } from '@tensorflow/tfjs-core'
import { classNames } from '../../contract/condition.ts'
import { imagesPerStep } from '../../contract/images-per-step.ts'
import type { RunConfig, ToySettings } from '../../contract/run-config.ts'
import type { StepFunction } from '../../engine/capture.ts'
import { penaltiesOf } from '../penalties.ts'
import { latentBatches, turnsOf, type Turn } from '../turns.ts'
import { createView } from '../view.ts'
import { createDiscriminatorUpdate } from './discriminator.ts'
import type { Game } from './game.ts'
import { createGeneratorUpdate } from './generator.ts'
import { beginRound } from './round.ts'

const BOTH = ['discriminator', 'generator'] as const

/**
 * One step of the game on items [height,width,channels], the same for every family: the updates of `turns.ts`, each of its loss with
 * whatever the config adds. Only the players of `learning` learn; of the others the numbers alone are
 * computed. The last update of each is what a step tells.
 */
export function createStep(
  config: RunConfig & ToySettings,
  { item, ...game }: Game & { item: readonly number[] },
  learning: readonly Turn['player'][] = BOTH
): StepFunction {
  const { batch, latent } = config
  const classes = classNames(config).length
  const view = createView(config)
  const isRandom = config.dropout > 0 || penaltiesOf(config).some(({ draws }) => draws)
  const turns = turnsOf(config).filter(
    ({ player, batch }) => batch === 0 || learning.includes(player)
  )
  const update = {
    discriminator: createDiscriminatorUpdate(config, game, learning.includes('discriminator')),
    generator: createGeneratorUpdate(config, game, learning.includes('generator'))
  }
  return {
    inputs: {
      real: [imagesPerStep(config), ...item],
      latents: [batch * latentBatches(config), latent],
      ...(classes > 0 && { classes: [imagesPerStep(config), classes] }),
      generatorRate: [],
      discriminatorRate: [],
      ...(game.average && { averageShare: [] }),
      ...(isRandom && { chance: [] }),
      ...view.inputs
    },
    step: (inputs: Record<string, Tensor>) => {
      const round = beginRound(config, view, inputs)
      return Object.assign({}, ...turns.map(({ player, batch }) => update[player](round, batch)))
    }
  }
}
