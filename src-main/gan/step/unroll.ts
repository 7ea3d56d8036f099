import { engine as tfjsEngine, zeros, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core'
import { lookAhead } from '../../engine/optimizers/ahead.ts'
import type { Variable } from '../../engine/variable.ts'
import type { Variables } from '../../engine/variables.ts'
import type { Discriminator } from '../families/networks.ts'
import { clipped } from '../layers/clip.ts'
import { createShadow } from '../layers/shadow.ts'
import type { Level } from '../levels.ts'
import { createJudgement } from './judgement.ts'
import { rateOf, type Round } from './round.ts'

/** The discriminator as it will be some updates ahead, on batches of pictures that depend on the generator. */
export type Unroll = (
  round: Round,
  batches: { real: Tensor4D; fake: Tensor4D; turn: number }
) => Discriminator

/**
 * Unrolled GAN (Metz et al. 2016, arXiv:1611.02163, equations 7 to 9): the discriminator after
 * `unrollSteps` updates by its own optimizer, all on the same batches, as in the authors' program; what it
 * says is differentiable through these updates in the pictures. Its variables stay as they are. Good until
 * it is called again.
 */
export function createUnroll(
  { config, networks, part }: Pick<Level, 'config' | 'networks' | 'part'>,
  state: Variables,
  variables: readonly Variable[]
): Unroll {
  const shadow = createShadow(state, 'discriminator')
  const discriminate = networks.createDiscriminator(config, shadow.weights)
  const judgement = createJudgement(config)

  return (round, batches) => {
    const advance = lookAhead(config, state, `discriminator${part}`, variables)
    let values: Tensor[] = variables.map((variable) => variable.read())
    const cast = (): void =>
      shadow.cast(new Map(variables.map(({ name }, at) => [name, values[at]!])))
    for (let step = 0; step < config.unrollSteps; step++) {
      cast()
      const { grads } = tfjsEngine().gradients(
        () => judgement(round, discriminate, batches).loss,
        values,
        undefined,
        true
      )
      // tfjs has none where the loss does not depend on a value.
      const gradients = values.map(({ shape }, at) => grads[at] ?? zeros([...shape]))
      values = advance(values, gradients, rateOf(round, 'discriminator'))
      if (config.loss === 'wgan') values = values.map((value) => clipped(value, config.weightClip))
    }
    cast()
    return discriminate
  }
}
