import { cast, scalar, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core'
import { attribute, execute } from '../execute.ts'
import { engine, type Attribute } from '../tensorflow.ts'
import { differentiable } from './differentiable.ts'

/**
 * Rows of a table [K,...] by index [N], whole numbers in 0..K-1 as integers or floats, to [N,...]: an
 * embedding. Differentiable in the table. tfjs's own reads the indices back to check them, which a
 * captured step cannot; TensorFlow checks them itself on the CPU.
 */
export function gatherRows<T extends Tensor>(table: T, indices: Tensor1D): T {
  const rows = cast<Tensor1D>(indices, 'int32')
  const count = table.shape[0]!
  return differentiable(
    [table],
    () => execute<T>('GatherV2', gathering(), [table, rows, scalar(0, 'int32')]),
    (upstream, [rows]) => [() => addRows(upstream, rows as Tensor1D, count)],
    () => [rows]
  )
}

// The transpose: the sum of the rows [N,...] that belong to each index, [count,...].
function addRows(values: Tensor, rows: Tensor1D, count: number): Tensor {
  return differentiable(
    [values],
    () => execute('UnsortedSegmentSum', adding(), [values, rows, scalar(count, 'int32')]),
    (upstream, [rows]) => [() => gatherRows(upstream, rows as Tensor1D)],
    () => [rows]
  )
}

function gathering(): Attribute[] {
  const { TF_INT32 } = engine().backend.binding
  return [
    attribute.type('Tparams'),
    attribute.type('Tindices', TF_INT32),
    attribute.type('Taxis', TF_INT32),
    attribute.int('batch_dims', 0)
  ]
}

function adding(): Attribute[] {
  const { TF_INT32 } = engine().backend.binding
  return [
    attribute.type('T'),
    attribute.type('Tindices', TF_INT32),
    attribute.type('Tnumsegments', TF_INT32)
  ]
}
