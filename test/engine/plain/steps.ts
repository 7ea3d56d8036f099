// Trains the small DCGAN for some steps on the engine of GAN_ATELIER_ENGINE and prints, as JSON, which
// engine it was, the losses of each step and the weights at the end. A process of its own, since a
// process has one engine.
import { resolveConfig } from '../../../src-main/contract/presets.ts'
import { capture } from '../../../src-main/engine/capture.ts'
import { createRandom } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../../src-main/engine/variables.ts'
import { createFamily } from '../../../src-main/gan/family.ts'

/** What is printed. */
export interface Steps {
  engine: string
  losses: Record<string, number>[]
  weights: Record<string, number[]>
  pictures: number[]
}

const STEPS = 8

const config = resolveConfig('dcgan', {
  size: 16,
  batch: 4,
  latent: 6,
  generatorFilters: 4,
  discriminatorFilters: 4
})

const { version } = await startEngine()
const state = createVariables()
const family = createFamily(config, state, createRandom(1, 1))
const model = capture({ train: family.train, sample: family.sample }, state)
const random = createRandom(2, 3)
const losses = Array.from({ length: STEPS }, () => {
  const inputs = Object.fromEntries(
    Object.entries(family.train.inputs).map(([name, shape]) => {
      const values = new Float32Array(shape.reduce((product, size) => product * size, 1))
      random.fillUniform(values, -1, 1)
      // What is not a picture or a z is a rate.
      return [name, shape.length > 0 ? values : values.fill(2e-4)]
    })
  )
  const outputs = Object.entries(model.run.train(inputs))
  return Object.fromEntries(outputs.map(([name, values]) => [name, values[0]!]))
})
const { pictures } = model.run.sample({ latents: new Float32Array(6).fill(0.3) })
const weights = [...model.read()].map(([name, values]) => [name, Array.from(values)])
const found: Steps = {
  engine: version,
  losses,
  weights: Object.fromEntries(weights),
  pictures: Array.from(pictures!)
}
model.dispose()
process.stdout.write(JSON.stringify(found))
