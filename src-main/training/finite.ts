import { StudioError } from '../contract/errors.ts'
import { isOptimizerState } from '../engine/optimizers/optimizer.ts'
import type { StepNumbers } from '../contract/models.ts'

/** Throws `training/not-finite` where a number of a step is none; `variables` are read to name the layer. */
export function assertFinite(
  numbers: StepNumbers,
  images: number,
  variables: () => ReadonlyMap<string, Float32Array>
): void {
  const broken = Object.entries(numbers).find(([, value]) => !Number.isFinite(value))
  if (broken)
    throw notFinite(`${WORDS[broken[0]] ?? broken[0]} became ${broken[1]}`, images, variables())
}

/** Throws the same where weights are not finite: they are never written as a checkpoint. */
export function assertFiniteWeights(
  variables: ReadonlyMap<string, Float32Array>,
  images: number
): void {
  const name = brokenVariable(variables)
  if (name !== undefined) throw notFinite('a weight is no number any more', images, variables)
}

const WORDS: Record<string, string> = {
  generatorLoss: "the generator's loss",
  discriminatorLoss: "the discriminator's loss",
  generatorGradient: "the generator's gradient",
  discriminatorGradient: "the discriminator's gradient"
}

function notFinite(
  what: string,
  images: number,
  variables: ReadonlyMap<string, Float32Array>
): StudioError {
  const name = brokenVariable(variables)
  const where = name === undefined ? '' : ` in ${layerWords(name)}`
  return new StudioError(
    'training/not-finite',
    `Training broke at ${images} images: ${what}${where}; fork it from its last checkpoint with lower learning rates.`
  )
}

// Weights before the optimizer's own numbers: they are what a person knows by name.
function brokenVariable(variables: ReadonlyMap<string, Float32Array>): string | undefined {
  const broken = [...variables]
    .filter(([, values]) => !values.every(Number.isFinite))
    .map(([name]) => name)
  return broken.find((name) => !isOptimizerState(name)) ?? broken[0]
}

// "discriminator/down16/kernel" is a kernel in the discriminator's layer "down16".
function layerWords(name: string): string {
  const [network, ...rest] = name.split('/')
  const layer = rest.slice(0, -1).join('/') || rest.join('/')
  return `the ${network}'s layer "${layer}"`
}
