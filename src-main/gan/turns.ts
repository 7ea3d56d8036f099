import type { RunConfig } from '../contract/run-config.ts'

/** One update within a training step. */
export interface Turn {
  player: 'discriminator' | 'generator'
  /** Which of the step's batches it learns from, from 0. */
  batch: number
}

type TurnSettings = Pick<RunConfig, 'order' | 'discriminatorSteps' | 'generatorSteps'>

const PLAYERS = {
  'discriminator-first': ['discriminator', 'generator'],
  'generator-first': ['generator', 'discriminator']
} as const satisfies Record<RunConfig['order'], readonly Turn['player'][]>

/**
 * The updates of one step in their order: k_D of the discriminator and k_G of the generator
 * (Goodfellow et al. 2014, algorithm 1, has k_D = k and k_G = 1).
 */
export function turnsOf({ order, discriminatorSteps, generatorSteps }: TurnSettings): Turn[] {
  const counts = { discriminator: discriminatorSteps, generator: generatorSteps }
  return PLAYERS[order].flatMap((player) =>
    Array.from({ length: counts[player] }, (_, batch): Turn => ({ player, batch }))
  )
}

/**
 * Batches of z that a step takes. Updates of the same number share theirs, so that with one update
 * each the pictures that the discriminator judged are the ones the generator learns from.
 */
export function latentBatches({ discriminatorSteps, generatorSteps }: TurnSettings): number {
  return Math.max(discriminatorSteps, generatorSteps)
}
