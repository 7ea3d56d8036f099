import {
  add,
  mean,
  type Scalar,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D
} from '@tensorflow/tfjs-core'
import { givenBy, type RunConfig } from '../../contract/run-config.ts'
import { capture, type Captured } from '../../engine/capture.ts'
import { gradientsOf } from '../../engine/gradients.ts'
import { softmaxCrossEntropy } from '../../engine/operations/cross-entropy.ts'
import { dense } from '../../engine/operations/dense.ts'
import { softmax } from '../../engine/operations/exponentials.ts'
import { createAdam } from '../../engine/optimizers/adam.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import { createVariables } from '../../engine/variables.ts'
import { createTrunk, flattenTrunk } from '../../gan/families/dcgan-networks.ts'
import type { Mode } from '../../gan/layers/batch-norm.ts'
import { createWeights, type WeightSource } from '../../gan/layers/weights.ts'

/** Pictures in one call. */
export const BATCH = 64

const FILTERS = 32
/** What its variables' names begin with. */
export const NETWORK = 'classifier'

/** Of square pictures, rows first. */
export interface PictureShape {
  size: RunConfig['size']
  channels: 1 | 3
}

/** `train` takes pictures in [-1,1], `wanted0 …` one-hot for each head, and a rate; `classify` gives `head0 …`. */
export type ClassifierGraph = Captured<'train' | 'classify'>

/** Pictures [N,size,size,channels] in [-1,1] to the logits of each attribute, [N,values]. */
export interface AttributeNetwork {
  (pictures: Tensor4D, mode: Mode): Tensor2D[]
  /** The same logits, and the last map, from which they are: [N,side,side,filters]. */
  see(pictures: Tensor4D, mode: Mode): { last: Tensor4D; logits: Tensor2D[] }
}

/** A discriminator's trunk, and a linear layer for each of some attributes, which have `counts` values each. */
export function createAttributeNetwork(
  { size, channels }: PictureShape,
  counts: readonly number[],
  weights: WeightSource
): AttributeNetwork {
  const { channels: colours } = givenBy({ size, channels })
  const shape = { size, channels: colours, discriminatorFilters: FILTERS }
  const trunk = createTrunk(shape, weights)
  const { features, flatten } = flattenTrunk(shape)
  const heads = counts.map((values, head) => ({
    kernel: weights.normal<Tensor2D>(`head${head}/kernel`, [features, values], features ** -0.5),
    bias: weights.constant<Tensor1D>(`head${head}/bias`, [values], 0)
  }))
  const see: AttributeNetwork['see'] = (pictures, mode) => {
    const maps = trunk(pictures, mode)
    const flat = flatten(maps)
    const logits = heads.map(({ kernel, bias }) => dense(flat, kernel.read(), bias.read()))
    return { last: maps.at(-1)!, logits }
  }
  return Object.assign((pictures: Tensor4D, mode: Mode) => see(pictures, mode).logits, { see })
}

/**
 * Captures such a network with its training. A row of zeros in `wantedN` says that the picture has no label
 * there: it adds nothing to that head's loss.
 */
export function captureClassifier(
  shape: PictureShape,
  counts: readonly number[],
  seed: number
): ClassifierGraph {
  const state = createVariables()
  const weights = createWeights(state, NETWORK, createRandom(seed, STREAMS.weights))
  const logitsOf = createAttributeNetwork(shape, counts, weights)
  const optimizer = createAdam(state, NETWORK, weights.trained(), { beta1: 0.9, beta2: 0.999 })
  const pictures = [BATCH, shape.size, shape.size, shape.channels]
  const wanted = Object.fromEntries(
    counts.map((values, head) => [`wanted${head}`, [BATCH, values]])
  )
  return capture(
    {
      train: {
        inputs: { pictures, rate: [], ...wanted },
        step: (inputs) => {
          const { loss, gradients } = gradientsOf(weights.trained(), () => {
            const logits = logitsOf(inputs['pictures'] as Tensor4D, 'train-and-track')
            const losses = logits.map((each, head) =>
              mean<Scalar>(softmaxCrossEntropy(inputs[`wanted${head}`] as Tensor2D, each))
            )
            return { loss: losses.reduce((sum, loss) => add(sum, loss)) }
          })
          optimizer.apply(gradients, inputs['rate'] as Scalar)
          return { loss }
        }
      },
      classify: {
        inputs: { pictures },
        step: (inputs) => {
          const logits = logitsOf(inputs['pictures'] as Tensor4D, 'sample')
          return Object.fromEntries(logits.map((each, head) => [`head${head}`, softmax(each)]))
        }
      }
    },
    state
  )
}
