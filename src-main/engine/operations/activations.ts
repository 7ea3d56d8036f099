import {
  customGrad,
  mul,
  sigmoid as tfSigmoid,
  softplus as tfSoftplus,
  square,
  sub,
  tanh as tfTanh,
  zerosLike,
  type Tensor
} from '@tensorflow/tfjs-core'
import { attribute, execute } from '../execute.ts'

// tfjs saves the *outputs* of tanh and sigmoid for their gradients and thereby loses terms of the
// second derivative. Here every gradient is written in terms of the input, by operations that are
// themselves differentiable. In a captured graph the repeated forward value costs nothing: equal
// nodes are merged.

/** Hyperbolic tangent; d = 1 - tanh(x)^2. */
export function tanh<T extends Tensor>(x: T): T {
  return elementwise(x, tfTanh, (x) => sub(1, square(tanh(x))))
}

/** 1 / (1 + exp(-x)); d = s (1 - s). */
export function sigmoid<T extends Tensor>(x: T): T {
  return elementwise(x, tfSigmoid, (x) => {
    const value = sigmoid(x)
    return mul(value, sub(1, value))
  })
}

/** log(1 + exp(x)), without overflow; d = sigmoid(x). */
export function softplus<T extends Tensor>(x: T): T {
  return elementwise(x, tfSoftplus, sigmoid)
}

/** x where x > 0, else slope * x. */
export function leakyRelu<T extends Tensor>(x: T, slope: number): T {
  return customGrad((x, save) => {
    ;(save as (tensors: Tensor[]) => void)([x as Tensor])
    return {
      value: execute(
        'LeakyRelu',
        [attribute.type('T'), attribute.float('alpha', slope)],
        [x as Tensor]
      ),
      gradFunc: (upstream: Tensor, saved: Tensor[]) => leakyReluGradient(upstream, saved[0]!, slope)
    }
  })(x) as T
}

/** max(x, 0). */
export function relu<T extends Tensor>(x: T): T {
  return customGrad((x, save) => {
    ;(save as (tensors: Tensor[]) => void)([x as Tensor])
    return {
      value: execute('Relu', [attribute.type('T')], [x as Tensor]),
      gradFunc: (upstream: Tensor, saved: Tensor[]) => reluGradient(upstream, saved[0]!)
    }
  })(x) as T
}

// Linear in `upstream`, and flat in x almost everywhere.
function leakyReluGradient(upstream: Tensor, x: Tensor, slope: number): Tensor {
  return customGrad((upstream, x, save) => {
    ;(save as (tensors: Tensor[]) => void)([x as Tensor])
    return {
      value: execute(
        'LeakyReluGrad',
        [attribute.type('T'), attribute.float('alpha', slope)],
        [upstream as Tensor, x as Tensor]
      ),
      gradFunc: (next: Tensor, saved: Tensor[]) => [
        leakyReluGradient(next, saved[0]!, slope),
        zerosLike(saved[0]!)
      ]
    }
  })(upstream, x)
}

function reluGradient(upstream: Tensor, x: Tensor): Tensor {
  return customGrad((upstream, x, save) => {
    ;(save as (tensors: Tensor[]) => void)([x as Tensor])
    return {
      value: execute('ReluGrad', [attribute.type('T')], [upstream as Tensor, x as Tensor]),
      gradFunc: (next: Tensor, saved: Tensor[]) => [
        reluGradient(next, saved[0]!),
        zerosLike(saved[0]!)
      ]
    }
  })(upstream, x)
}

function elementwise<T extends Tensor>(
  x: T,
  value: (x: T) => T,
  derivative: (x: Tensor) => Tensor
): T {
  return customGrad((x, save) => {
    ;(save as (tensors: Tensor[]) => void)([x as Tensor])
    return {
      value: value(x as T),
      gradFunc: (upstream: Tensor, saved: Tensor[]) => mul(upstream, derivative(saved[0]!))
    }
  })(x) as T
}
