import type { Tensor } from '@tensorflow/tfjs-core'
import { add, mean, neg, softplus, tensor, tidy, train, type Variable } from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { readBatches, readWeights } from './files.ts'
import { createDiscriminator, createGenerator } from './layers-networks.ts'
import type { Losses } from './messages.ts'
import { serve } from './serve.ts'

const COLOURS = 3

// The DCGAN step as it is written with tfjs's layers: eager, with the library's own Adam.
await serve(async ({ settings, folder }) => {
  const weights = readWeights(folder)
  const generator = createGenerator(settings, weights)
  const discriminator = createDiscriminator(settings, weights)
  const { rate, beta1, beta2 } = settings
  const generatorAdam = train.adam(rate, beta1, beta2, 1e-8)
  const discriminatorAdam = train.adam(rate, beta1, beta2, 1e-8)
  const size = Number(settings['size'])
  const batches = readBatches(folder).map(({ real, latents }) => ({
    real: tensor(real!, [settings.batch, size, size, COLOURS]),
    z: tensor(latents!, [settings.batch, settings.latent])
  }))
  const run = (model: LayersModel, x: Tensor): Tensor =>
    model.apply(x, { training: true }) as Tensor
  const variablesOf = (model: LayersModel): Variable[] =>
    model.trainableWeights.map((weight) => weight.read() as Variable)
  let index = 0

  return (): Losses =>
    tidy(() => {
      const { real, z } = batches[index++ % batches.length]!
      const fake = run(generator, z)
      const judged = discriminatorAdam.minimize(
        () =>
          add(
            mean(softplus(neg(run(discriminator, real)))),
            mean(softplus(run(discriminator, fake)))
          ),
        true,
        variablesOf(discriminator)
      )
      const fooled = generatorAdam.minimize(
        () => mean(softplus(neg(run(discriminator, run(generator, z))))),
        true,
        variablesOf(generator)
      )
      return [judged!.dataSync()[0]!, fooled!.dataSync()[0]!]
    })
})
