import {
  add,
  matMul,
  mean,
  mul,
  neg,
  reshape,
  softmax,
  sub,
  log,
  sum,
  exp,
  max,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { capture, type Captured } from '../../src-main/engine/capture.ts'
import { gradientsOf } from '../../src-main/engine/gradients.ts'
import { leakyRelu } from '../../src-main/engine/operations/activations.ts'
import { convolution } from '../../src-main/engine/operations/convolution.ts'
import { createAdam } from '../../src-main/engine/optimizers/adam.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { createVariables } from '../../src-main/engine/variables.ts'
import { createWeights } from '../../src-main/gan/layers/weights.ts'

export const BATCH = 50
const WIDTHS = [32, 64, 128]

/** A small convolutional classifier, captured: `train` takes pictures in [-1,1] and labels one-hot. */
export function createClassifier(size: number, classes: number): Captured<'train' | 'classify'> {
  const state = createVariables()
  const weights = createWeights(state, 'classifier', createRandom(1, 50))
  let channels = 3
  const kernels = WIDTHS.map((width, layer) => {
    // He et al. 2015: variance 2 / fan-in.
    const deviation = Math.sqrt(2 / (16 * channels))
    const kernel = weights.normal<Tensor4D>(`conv${layer}`, [4, 4, channels, width], deviation)
    channels = width
    return kernel
  })
  const features = (size / 2 ** WIDTHS.length) ** 2 * channels
  const dense = weights.normal<Tensor2D>('dense', [features, classes], Math.sqrt(1 / features))
  const bias = weights.constant<Tensor1D>('bias', [classes], 0)
  const adam = createAdam(state, 'classifier', weights.trained(), { beta1: 0.9, beta2: 0.999 })

  const logitsOf = (pictures: Tensor): Tensor2D => {
    let x = pictures as Tensor4D
    for (const kernel of kernels) {
      x = leakyRelu(convolution(x, kernel.read(), { stride: 2, padding: 'SAME' }), 0.1)
    }
    return add(matMul(reshape(x, [BATCH, features]), dense.read()), bias.read())
  }
  const crossEntropy = (logits: Tensor2D, wanted: Tensor): Scalar => {
    const shifted = sub(logits, max(logits, 1, true))
    const logProbabilities = sub(shifted, log(sum(exp(shifted), 1, true)))
    return neg(mean(sum(mul(wanted, logProbabilities), 1)))
  }
  const model = capture(
    {
      train: {
        inputs: { pictures: [BATCH, size, size, 3], wanted: [BATCH, classes], rate: [] },
        step: ({ pictures, wanted, rate }) => {
          const { loss, gradients } = gradientsOf(weights.trained(), () => ({
            loss: crossEntropy(logitsOf(pictures!), wanted!)
          }))
          adam.apply(gradients, rate as Scalar)
          return { loss }
        }
      },
      classify: {
        inputs: { pictures: [BATCH, size, size, 3] },
        step: ({ pictures }) => ({ probabilities: softmax(logitsOf(pictures!)) })
      }
    },
    state
  )
  return model
}
