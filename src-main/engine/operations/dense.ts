import { matMul, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core'
import { biasAdd } from './bias.ts'

/** A fully connected layer, x [N,I] times w [I,O] plus a bias [O] where there is one, to [N,O]. */
export function dense(x: Tensor2D, w: Tensor2D, bias?: Tensor1D): Tensor2D {
  const product = matMul<Tensor2D>(x, w)
  return bias ? biasAdd(product, bias) : product
}
