import { matMul, mean, tensor2d, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { runEagerly } from '../../engine/eager.ts'
import { softmax } from '../../engine/operations/exponentials.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import { createVariables } from '../../engine/variables.ts'
import { createWeights } from '../../gan/layers/weights.ts'
import { LOOK, type Eye } from '../../training/metrics/eye.ts'
import { likeliest } from '../classifier/classifier.ts'
import { createAttributeNetwork, NETWORK, type PictureShape } from '../classifier/network.ts'
import type { SavedClassifier } from '../classifier/store.ts'

// Of more features covariances take too long to be decomposed between two pictures of a slider.
const FEATURES = 128
const SEED = 1

/**
 * A classifier as an eye: the means over its last maps, taken to `FEATURES` numbers by a fixed random
 * projection. TensorFlow must be started.
 */
export function createLabelEye(
  name: string,
  shape: PictureShape,
  { attributes, weights }: SavedClassifier
): Eye {
  const { size, channels } = shape
  const kinds = attributes.map(({ values }) => values.length)
  const state = createVariables()
  const random = createRandom(SEED, STREAMS.evaluation)
  const source = createWeights(state, NETWORK, random)
  const network = createAttributeNetwork(shape, kinds, source)
  const projections = new Map<number, Float32Array>()
  const project = (features: Tensor2D): Tensor2D => {
    const [, width] = features.shape
    const known = projections.get(width) ?? drawProjection(width)
    projections.set(width, known)
    return matMul(features, tensor2d(known, [width, FEATURES]))
  }
  const model = runEagerly(
    {
      see: {
        inputs: { pictures: [LOOK, size, size, channels] },
        step: ({ pictures }) => {
          const { last, logits } = network.see(pictures as Tensor4D, 'sample')
          const heads = logits.map((each, head) => [`head${head}`, softmax(each)] as const)
          return { features: project(mean<Tensor2D>(last, [1, 2])), ...Object.fromEntries(heads) }
        }
      }
    },
    state
  )
  model.write(weights)
  const batch = new Float32Array(LOOK * size * size * channels)
  return {
    name,
    widths: [FEATURES],
    attributes,
    see: (pictures) => {
      const count = pictures.length
      pictures.forEach((picture, row) => {
        const start = row * picture.length
        for (let i = 0; i < picture.length; i++) batch[start + i] = picture[i]! / 127.5 - 1
      })
      // The rows behind the last picture are those of an earlier call.
      const found = model.run.see({ pictures: batch })
      const values = found['features']!.subarray(0, count * FEATURES)
      return {
        view: [{ width: FEATURES, values }],
        kinds: kinds.map((values, head) =>
          likeliest(found[`head${head}`]!.subarray(0, count * values), values)
        )
      }
    },
    dispose: model.dispose
  }
}

// Johnson and Lindenstrauss 1984: distances stay, on average.
function drawProjection(width: number): Float32Array {
  const values = new Float32Array(width * FEATURES)
  createRandom(SEED, STREAMS.evaluation).fillNormal(values)
  return values.map((value) => value / Math.sqrt(FEATURES))
}
