import { resolveConfig } from '../../src-main/contract/presets.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { createVariables } from '../../src-main/engine/variables.ts'
import { createFamily } from '../../src-main/gan/family.ts'
import { fillLatents } from '../../src-main/gan/pictures.ts'
import { convolutionLayer, denseLayer, forwardFlops, inputGradientFlops } from './arithmetic.ts'
import type { StepCase } from './case.ts'

const SMALLEST = 4
const KERNEL = 4
const COLOURS = 3

/** The `dcgan` preset's step at a picture size. */
export function dcganCase(size: 16 | 32 | 64): StepCase {
  const config = resolveConfig('dcgan', { size })
  const { batch, latent, generatorFilters, discriminatorFilters, beta1, beta2 } = config
  return {
    name: `dcgan-${size}`,
    title: `DCGAN ${size} px, ${generatorFilters} filters, batch ${batch}`,
    settings: {
      network: 'dcgan',
      size,
      batch,
      latent,
      generatorFilters,
      discriminatorFilters,
      rate: config.generatorRate,
      beta1,
      beta2
    },
    build() {
      const state = createVariables()
      const { train } = createFamily(config, state, createRandom(1, 1))
      const rate = Float32Array.of(config.generatorRate)
      return { train, state, constants: { generatorRate: rate, discriminatorRate: rate } }
    },
    batch(random) {
      const real = new Float32Array(batch * size * size * COLOURS)
      const latents = new Float32Array(batch * latent)
      random.fillUniform(real, -1, 1)
      fillLatents(config, random, latents)
      return {
        real: { shape: [batch, size, size, COLOURS], values: real },
        latents: { shape: [batch, latent], values: latents }
      }
    },
    flops: dcganFlops(config)
  }
}

/** What one step must compute, and nothing twice. */
export function dcganFlops({
  size,
  batch,
  latent,
  generatorFilters,
  discriminatorFilters
}: RunConfig): number {
  const stages = Math.log2(size / SMALLEST)
  const widest = generatorFilters * 2 ** (stages - 1)
  const generator = [
    denseLayer(batch, latent, SMALLEST ** 2 * widest),
    ...Array.from({ length: stages }, (_, stage) => {
      const from = widest / 2 ** stage
      const to = stage === stages - 1 ? COLOURS : from / 2
      return convolutionLayer(batch, SMALLEST * 2 ** stage, KERNEL, from, to)
    })
  ]
  const deepest = discriminatorFilters * 2 ** (stages - 1)
  const discriminator = [
    ...Array.from({ length: stages }, (_, stage) => {
      const to = discriminatorFilters * 2 ** stage
      return convolutionLayer(batch, size / 2 ** (stage + 1), KERNEL, stage ? to / 2 : COLOURS, to)
    }),
    denseLayer(batch, SMALLEST ** 2 * deepest, 1)
  ]
  // Real and generated pictures: forward, the weights' gradients, the inputs' without the pictures'.
  const judged = 2 * (2 * forwardFlops(discriminator) + inputGradientFlops(discriminator))
  // The generated ones once more, and back to the pictures without the weights' gradients.
  const fooled = 2 * forwardFlops(discriminator)
  const generated = 2 * forwardFlops(generator) + inputGradientFlops(generator)
  return judged + fooled + generated
}
