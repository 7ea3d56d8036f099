import { mapped, paired, type PlainOperation } from './arrays.ts'

/** Activations and their gradients, entry by entry. */
export const ACTIVATIONS = {
  Relu: ([x]) => mapped(x!, (value) => Math.max(value, 0)),
  ReluGrad: ([upstream, x]) => paired(upstream!, x!, (dy, value) => (value > 0 ? dy : 0)),
  LeakyRelu([x], attributes) {
    const slope = attributes.number('alpha')
    return mapped(x!, (value) => (value > 0 ? value : slope * value))
  },
  LeakyReluGrad([upstream, x], attributes) {
    const slope = attributes.number('alpha')
    return paired(upstream!, x!, (dy, value) => (value > 0 ? dy : slope * dy))
  },
  // These two take the function's value, as TensorFlow's do.
  TanhGrad: ([y, upstream]) => paired(y!, upstream!, (value, dy) => dy * (1 - value * value)),
  SigmoidGrad: ([y, upstream]) => paired(y!, upstream!, (value, dy) => dy * value * (1 - value))
} satisfies Record<string, PlainOperation>
