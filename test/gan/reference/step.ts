import { tidy, type Scalar, type Tensor } from '@tensorflow/tfjs-core'
import { classNames } from '../../../src-main/contract/condition.ts'
import { imagesPerStep } from '../../../src-main/contract/images-per-step.ts'
import { resolveConfig } from '../../../src-main/contract/presets.ts'
import { zWidth } from '../../../src-main/contract/pyramid.ts'
import { pixelDepth, type RunConfig } from '../../../src-main/contract/run-config.ts'
import { capture } from '../../../src-main/engine/capture.ts'
import { createRandom } from '../../../src-main/engine/random.ts'
import { createVariables } from '../../../src-main/engine/variables.ts'
import { createFamily } from '../../../src-main/gan/family.ts'
import { latentBatches } from '../../../src-main/gan/turns.ts'
import { CASES } from './cases.ts'

/** The number that a step's random draws follow from. */
export const CHANCE = 77

/** A step that is ready to be taken, with the weights from which it begins. */
export interface Prepared {
  config: RunConfig
  inputs: Record<string, Float32Array>
  before: ReadonlyMap<string, Float32Array>
  shapes: ReadonlyMap<string, readonly number[]>
  /** The numbers that the step tells, and the weights after it. */
  take(): { numbers: Record<string, number>; after: ReadonlyMap<string, Float32Array> }
}

/**
 * The first step of a case: every variable and input drawn anew, so that no weight is 0 and no bias is left
 * out of what is compared.
 */
export function prepare(name: string): Prepared {
  const { preset, ...changes } = CASES[name]!
  const config = resolveConfig(preset, changes)
  const state = createVariables()
  const { train } = createFamily(config, state, createRandom(1, 1))
  const shapes = new Map(state.all().map((variable) => [variable.name, variable.shape]))
  const model = capture({ train }, state)
  const random = createRandom(2, 1)
  const drawn = [...model.read()].map(([key, values]) => [key, redraw(key, values)] as const)
  function redraw(key: string, values: Float32Array): Float32Array {
    // Slots, moments and the vectors of spectral norm begin as they do in a run.
    if (/adam|sgd|running|spectral/.test(key)) return values
    const out = new Float32Array(values.length)
    random.fillNormal(out)
    const [offset, deviation] = key.endsWith('scale') ? [1, 0.1] : [0, 0.15]
    return out.map((value) => offset + deviation * value)
  }
  const before = new Map(drawn)
  model.write(before)
  const inputs = {
    real: new Float32Array(imagesPerStep(config) * config.size ** 2 * pixelDepth(config)),
    latents: new Float32Array(config.batch * latentBatches(config) * zWidth(config)),
    generatorRate: Float32Array.of(config.generatorRate),
    discriminatorRate: Float32Array.of(config.discriminatorRate),
    chance: Float32Array.of(CHANCE),
    noise: Float32Array.of(config.instanceNoise),
    classes: inClasses(imagesPerStep(config), classNames(config).length)
  }
  random.fillUniform(inputs.real, -1, 1)
  random.fillNormal(inputs.latents)
  return {
    config,
    inputs,
    before,
    shapes,
    take() {
      const outputs = model.run.train(inputs)
      const after = model.read()
      model.dispose()
      const numbers = Object.entries(outputs).map(([key, values]) => [key, values[0]!])
      return { numbers: Object.fromEntries(numbers) as Record<string, number>, after }
    }
  }
}

// Each picture in the next class, rows of 1 and 0.
function inClasses(pictures: number, count: number): Float32Array {
  return Float32Array.from({ length: pictures * count }, (_, at) =>
    Math.floor(at / count) % count === at % count ? 1 : 0
  )
}

/** How far a trained variable was moved by the optimizer, in full precision where it keeps its step. */
export function moveOf(
  { before }: Pick<Prepared, 'before'>,
  after: ReadonlyMap<string, Float32Array>,
  name: string
): Float32Array {
  return (
    after.get(`${name}/sgd_velocity`) ??
    before.get(name)!.map((value, index) => after.get(name)![index]! - value)
  )
}

/**
 * What is compared of a move: its length, and how far it goes along a fixed vector, cos(1), cos(2) and so
 * on, so that entries cannot change places unseen.
 */
export function summaryOf(move: Float32Array): [length: number, along: number] {
  return [Math.hypot(...move), move.reduce((sum, value, at) => sum + value * Math.cos(at + 1), 0)]
}

/** Numbers that a tensor's function gives at `CHANCE`, for the other program. */
export function drawnBy(draw: (chance: Scalar) => Tensor, chance: Scalar): number[] {
  return tidy(() => Array.from(draw(chance).dataSync()))
}
