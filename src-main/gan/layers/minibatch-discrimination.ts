import {
  abs,
  concat,
  eye,
  mul,
  neg,
  reshape,
  sub,
  type Rank,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { dense } from '../../engine/operations/dense.ts'
import { exp } from '../../engine/operations/exponentials.ts'
import { spread, sumOver } from '../../engine/operations/reductions.ts'
import { MOMENTUM, type Mode } from './batch-norm.ts'
import type { WeightSource } from './weights.ts'

// Numbers in which each kernel describes a picture; as in the authors' own program.
const ROW = 5
const DEVIATION = 0.05

/**
 * Minibatch discrimination (Salimans et al. 2016, arXiv:1606.03498, section 3.2): M_i = T f(x_i), o_b(x_i)
 * = sum over the others of exp(-|M_i,b - M_j,b|_1), joined to the features: [N,F] to [N,F+kernels]. A batch
 * is of real or of generated pictures alone. `train-and-track` also keeps the mean of o, and `sample` takes
 * that in its place, so that what is seen in a picture does not depend on those beside it.
 */
export function createMinibatchDiscrimination(
  weights: WeightSource,
  name: string,
  { features, kernels }: { features: number; kernels: number }
): (x: Tensor2D, mode: Mode) => Tensor2D {
  const kernel = weights.normal<Tensor2D>(`${name}/kernel`, [features, kernels * ROW], DEVIATION)
  const usual = weights.tracked<Tensor2D>(`${name}/running_closeness`, [1, kernels], 0)
  return (x, mode) => {
    const count = x.shape[0]
    if (mode === 'sample') return concat([x, spread(usual.read(), [count, kernels])], 1)
    const rows = reshape<Rank.R3>(dense(x, kernel.read()), [count, kernels, ROW])
    const closeness = closenessOf(rows)
    if (mode === 'train-and-track') {
      const now = mul(sumOver<Tensor2D>(closeness, [0]), (1 - MOMENTUM) / count)
      usual.assign(mul(usual.read(), MOMENTUM).add(now))
    }
    return concat([x, closeness], 1)
  }
}

// [N,kernels,ROW] to [N,kernels]: how near each picture is to all others, from 0 to N - 1.
function closenessOf(rows: Tensor3D): Tensor2D {
  const [count, kernels] = rows.shape
  const apart = sub<Tensor4D>(
    reshape(rows, [count, 1, kernels, ROW]),
    reshape(rows, [1, count, kernels, ROW])
  )
  const distances = sumOver(abs(apart), [3])
  const others = reshape(sub(1, eye(count)), [count, count, 1, 1])
  const near = mul<Tensor4D>(exp(neg(distances)), others)
  return reshape<Rank.R2>(sumOver(near, [1]), [count, kernels])
}
