import type { RunConfig } from '../../contract/run-config.ts'
import type { Breathe } from '../../datasets/breathe.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import { fillLatents } from '../../gan/pictures.ts'
import { LATENT_BATCH, type Projector } from './projector.ts'

/** Steps of an encoder's training; three times as many make its guess no better by a tenth. */
export const LEARNING_STEPS = 400
// Keeps 0.9 ^ 40 of the moments that training left, 1.5 %.
const CALIBRATIONS = 40
const RATE = 2e-3

/**
 * Lets the discriminator's batch norm see what the generator draws, and trains the encoder on pictures drawn
 * for it, each once. `report` tells steps done.
 */
export async function learnEncoder(
  projector: Projector,
  config: RunConfig,
  {
    steps = LEARNING_STEPS,
    ...context
  }: {
    steps?: number
    report: (done: number) => void
    breathe: Breathe
  }
): Promise<void> {
  const random = createRandom(config.seed, STREAMS.projection)
  const latents = new Float32Array(LATENT_BATCH * config.latent)
  const draw = (): Float32Array => {
    fillLatents(config, random, latents)
    return latents
  }
  for (let batch = 0; batch < CALIBRATIONS; batch++) {
    projector.run.calibrate({ latents: draw() })
    await context.breathe()
  }
  for (let step = 0; step < steps; step++) {
    projector.run.learn({ latents: draw(), rate: Float32Array.of(rateAt(step / steps)) })
    context.report(step + 1)
    await context.breathe()
  }
}

// Half a period of a cosine, from the full rate to none.
function rateAt(share: number): number {
  return (RATE * (1 + Math.cos(Math.PI * share))) / 2
}
