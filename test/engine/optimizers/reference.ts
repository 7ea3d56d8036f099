import type { RunConfig } from '../../../src-main/contract/run-config.ts'

/** One update with a gradient and a rate; returns the new weights. */
export type Reference = (gradient: ArrayLike<number>, rate: number) => number[]

/**
 * The optimizers' formulas as their papers print them, in 64 bits and plain JavaScript; constants are
 * rounded to 32 bits first, as a graph holds them.
 */
export function createReference(config: RunConfig, start: ArrayLike<number>): Reference {
  const weights = Array.from(start)
  const kept = weights.map(() => ({ first: 0, second: 0, step: 0 }))
  const update = FORMULAS[config.optimizer]
  const constants = {
    beta1: Math.fround(config.beta1),
    beta2: Math.fround(config.beta2),
    decay: Math.fround(config.meanSquareDecay),
    momentum: Math.fround(config.momentum),
    nesterov: config.nesterov
  }
  return (gradient, rate) => {
    weights.forEach((_, i) => {
      weights[i]! += update(kept[i]!, gradient[i]!, rate, constants)
    })
    return [...weights]
  }
}

interface Kept {
  first: number
  second: number
  step: number
}

interface Constants {
  beta1: number
  beta2: number
  decay: number
  momentum: number
  nesterov: boolean
}

type Formula = (kept: Kept, g: number, rate: number, constants: Constants) => number

const FORMULAS: Record<RunConfig['optimizer'], Formula> = {
  // Kingma and Ba 2014, algorithm 1, with epsilon where section 2 puts it after rearranging.
  adam: (kept, g, rate, { beta1, beta2 }) => {
    kept.step += 1
    kept.first = beta1 * kept.first + (1 - beta1) * g
    kept.second = beta2 * kept.second + (1 - beta2) * g ** 2
    const corrected = (rate * Math.sqrt(1 - beta2 ** kept.step)) / (1 - beta1 ** kept.step)
    return (-corrected * kept.first) / (Math.sqrt(kept.second) + 1e-8)
  },
  // Tieleman and Hinton 2012, lecture 6e, slide 29, with momentum as in Graves 2013, equation 42.
  rmsprop: (kept, g, rate, { decay, momentum }) => {
    kept.first = decay * kept.first + (1 - decay) * g ** 2
    kept.second = momentum * kept.second - (rate * g) / Math.sqrt(kept.first + 1e-16)
    return kept.second
  },
  // Sutskever et al. 2013, equations 1 to 4. `second` is the paper's theta less the point ahead of it.
  sgd: (kept, g, rate, { momentum, nesterov }) => {
    const old = kept.first
    kept.first = momentum * old - rate * g
    // theta moves by v; the point ahead of it, theta + momentum v, is what the weights hold.
    return nesterov ? kept.first + momentum * (kept.first - old) : kept.first
  }
}
