import {
  elu as tfElu,
  mul,
  neg,
  sigmoid as tfSigmoid,
  softplus as tfSoftplus,
  square,
  sub,
  tanh as tfTanh,
  type Tensor
} from '@tensorflow/tfjs-core'
import { attribute, execute } from '../execute.ts'
import type { Attribute } from '../tensorflow.ts'
import { differentiable, isRecorded } from './differentiable.ts'
import { exp } from './exponentials.ts'

// tfjs saves the *outputs* of tanh and sigmoid for their gradients and thereby loses terms of the
// second derivative. Here every gradient that may be differentiated again is written in terms of the
// input, by operations that are themselves differentiable. In a captured graph the repeated forward
// value costs nothing: equal nodes are merged.

/** Hyperbolic tangent; d = 1 - tanh(x)^2. */
export function tanh<T extends Tensor>(x: T): T {
  return saturating(x, tfTanh, 'TanhGrad', (x) => sub(1, square(tanh(x))))
}

/** 1 / (1 + exp(-x)); d = s (1 - s). */
export function sigmoid<T extends Tensor>(x: T): T {
  return saturating(x, tfSigmoid, 'SigmoidGrad', (x) => {
    const value = sigmoid(x)
    return mul(value, sub(1, value))
  })
}

/** log(1 + exp(x)), without overflow; d = sigmoid(x). */
export function softplus<T extends Tensor>(x: T): T {
  return differentiable(
    [x],
    () => tfSoftplus(x),
    (upstream, [x]) => [() => mul(upstream, sigmoid(x!))]
  )
}

/** x where x > 0, else exp(x) - 1 (Clevert et al. 2015, arXiv:1511.07289, equation 15). */
export function elu<T extends Tensor>(x: T): T {
  return differentiable(
    [x],
    () => tfElu(x),
    // exp(min(x, 0)), which is 1 where x > 0.
    (upstream, [x]) => [() => mul(upstream, exp(neg(relu(neg(x!)))))]
  )
}

/** x where x > 0, else slope * x; `slope` is above 0. */
export function leakyRelu<T extends Tensor>(x: T, slope: number): T {
  return rectified(x, 'LeakyRelu', 'LeakyReluGrad', [
    attribute.type('T'),
    attribute.float('alpha', slope)
  ])
}

/** max(x, 0). */
export function relu<T extends Tensor>(x: T): T {
  return rectified(x, 'Relu', 'ReluGrad', [attribute.type('T')])
}

// The gradient looks at the sign alone, and the value has that of x. Given the value, x is used once,
// and the convolution or the bias that made it can be fused with the activation.
function rectified<T extends Tensor>(
  x: T,
  operation: string,
  gradient: string,
  attributes: Attribute[]
): T {
  return differentiable(
    [x],
    () => execute<T>(operation, attributes, [x]),
    (upstream, [y]) => [() => rectifiedGradient(upstream, y!, gradient, attributes)],
    (y) => [y]
  )
}

// Linear in `upstream`. Flat in y almost everywhere, so y is no input: zeros would else be carried
// back through the whole network.
function rectifiedGradient(
  upstream: Tensor,
  y: Tensor,
  operation: string,
  attributes: Attribute[]
): Tensor {
  return differentiable(
    [upstream],
    () => execute(operation, attributes, [upstream, y]),
    (next, [y]) => [() => rectifiedGradient(next, y!, operation, attributes)],
    () => [y]
  )
}

// `fused` computes the gradient from the value, in one operation; `derivative` from the input.
function saturating<T extends Tensor>(
  x: T,
  forward: (x: T) => T,
  fused: string,
  derivative: (x: Tensor) => Tensor
): T {
  return differentiable(
    [x],
    () => forward(x),
    (upstream, [x, y]) => [
      () =>
        isRecorded()
          ? mul(upstream, derivative(x!))
          : execute(fused, [attribute.type('T')], [y!, upstream])
    ],
    (y) => [x, y]
  )
}
