import { cast, scalar, stack, tensor1d, type Scalar, type Tensor } from '@tensorflow/tfjs-core'
import { attribute, execute } from '../execute.ts'
import { engine } from '../tensorflow.ts'

/**
 * Numbers in [0, 1) of a shape, by TensorFlow's own counter-based generator. They follow from `counter`
 * and `place` alone, captured as well as eagerly: `counter` is a whole number below 2^24, fed anew at
 * every step from the run's own stream, and `place` keeps the draws of one step apart.
 */
export function uniform<T extends Tensor>(
  shape: readonly number[],
  counter: Scalar,
  place: number
): T {
  const { TF_INT32 } = engine().backend.binding
  const seed = stack([cast(counter, 'int32'), scalar(place, 'int32')])
  return execute(
    'StatelessRandomUniform',
    [attribute.type('dtype'), attribute.type('T', TF_INT32), attribute.type('Tseed', TF_INT32)],
    [tensor1d([...shape], 'int32'), seed]
  )
}
