import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import { attribute, execute } from '../execute.ts'
import { biasAdd } from './bias.ts'
import { differentiable } from './differentiable.ts'

/** A fully connected layer, x [N,I] times w [I,O] plus a bias [O] where there is one, to [N,O]. */
export function dense(x: Tensor2D, w: Tensor2D, bias?: Tensor1D): Tensor2D {
  const product = matrixProduct(x, w, false, false)
  return bias ? biasAdd(product, bias) : product
}

// TensorFlow's MatMul, where tfjs takes its batched one: that is slower for small layers, and grappler
// fuses neither bias nor activation with it.
function matrixProduct(a: Tensor2D, b: Tensor2D, turnA: boolean, turnB: boolean): Tensor2D {
  return differentiable(
    [a, b],
    () =>
      execute(
        'MatMul',
        [
          attribute.type('T'),
          attribute.bool('transpose_a', turnA),
          attribute.bool('transpose_b', turnB)
        ],
        [a, b]
      ),
    (upstream, saved) => {
      const [a, b] = saved as [Tensor2D, Tensor2D]
      return [
        () =>
          turnA
            ? matrixProduct(b, upstream, turnB, true)
            : matrixProduct(upstream, b, false, !turnB),
        () =>
          turnB
            ? matrixProduct(upstream, a, true, turnA)
            : matrixProduct(a, upstream, !turnA, false)
      ]
    }
  )
}
