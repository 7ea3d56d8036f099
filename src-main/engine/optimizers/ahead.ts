import { add, div, mul, sqrt, square, sub, type Scalar, type Tensor } from '@tensorflow/tfjs-core'
import type { RunConfig } from '../../contract/run-config.ts'
import type { Variable } from '../variable.ts'
import type { Variables } from '../variables.ts'
import type { OptimizerOptions } from './optimizer.ts'

/**
 * Where an optimizer would go: each call gives the values after one more update by `gradients`, in the
 * variables' order. Nothing is changed by it, and the result is differentiable in the gradients.
 */
export type Ahead = (
  values: readonly Tensor[],
  gradients: readonly Tensor[],
  rate: Scalar
) => Tensor[]

/** The update of one value: the new slots, and what is added to the value. */
interface Rule {
  slots: readonly string[]
  step(
    slots: readonly Tensor[],
    gradient: Tensor,
    rate: Scalar
  ): { slots: Tensor[]; change: Tensor }
  /** The rate of an update, where more than the learning rate goes into it; called once for each. */
  rate?(rate: Scalar): Scalar
}

// The root of 0 has no derivative; taken out of the root it is Adam's own epsilon.
const TINY = 1e-16

type RuleFactory = (
  options: OptimizerOptions,
  state: Variables,
  /** Whose variables these are. */
  owner: string
) => Rule

const RULES: Record<RunConfig['optimizer'], RuleFactory> = {
  adam: ({ beta1, beta2 }, state, owner) => {
    let powers = [1, 2].map((beta) => state.find(`${owner}/adam_beta${beta}_power`)!.read())
    return {
      slots: ['adam_m', 'adam_v'],
      rate(rate) {
        const [power1, power2] = powers as [Tensor, Tensor]
        powers = [mul(power1, beta1), mul(power2, beta2)]
        return div(mul(rate, sqrt(sub(1, power2))), sub(1, power1))
      },
      step([m, v], gradient, rate) {
        const mean = add(mul(m!, beta1), mul(gradient, 1 - beta1))
        const power = add(mul(v!, beta2), mul(square(gradient), 1 - beta2))
        const change = div(mul(mean, rate), add(sqrt(add(power, TINY)), Math.sqrt(TINY)))
        return { slots: [mean, power], change: mul(change, -1) }
      }
    }
  },
  rmsprop: ({ meanSquareDecay, momentum }) => ({
    slots: ['rmsprop_mean_square', 'rmsprop_velocity'],
    step([s, v], gradient, rate) {
      const power = add(mul(s!, meanSquareDecay), mul(square(gradient), 1 - meanSquareDecay))
      const step = div(mul(gradient, rate), sqrt(add(power, TINY)))
      const velocity = add(mul(v!, momentum), step)
      return { slots: [power, velocity], change: mul(velocity, -1) }
    }
  }),
  sgd: ({ momentum, nesterov }) => ({
    slots: ['sgd_velocity'],
    step([v], gradient, rate) {
      const step = mul(gradient, rate)
      const velocity = sub(mul(v!, momentum), step)
      return {
        slots: [velocity],
        change: nesterov ? sub(mul(velocity, momentum), step) : velocity
      }
    }
  })
}

/** From where the optimizer of `owner`'s variables stands now. */
export function lookAhead(
  config: OptimizerOptions & Pick<RunConfig, 'optimizer'>,
  state: Variables,
  owner: string,
  variables: readonly Variable[]
): Ahead {
  const rule = RULES[config.optimizer](config, state, owner)
  let slots = variables.map(({ name }) =>
    rule.slots.map((kind) => state.find(`${name}/${kind}`)!.read())
  )
  return (values, gradients, rate) => {
    const scaled = rule.rate?.(rate) ?? rate
    const steps = gradients.map((gradient, at) => rule.step(slots[at]!, gradient, scaled))
    slots = steps.map((step) => step.slots)
    return values.map((value, at) => add(value, steps[at]!.change))
  }
}
