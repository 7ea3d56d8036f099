import { latentWidth } from '../../contract/condition.ts'
import type { NamedArray } from '../../training/safetensors.ts'
import { outputWords, type ModelToWrite } from './facts.ts'
import type { Layer, LayerOf } from './layers.ts'

// As TensorFlow.js's own converter cuts weights, so that browsers can cache them.
const SHARD_BYTES = 4 * 2 ** 20

/** A layer of Keras: its class, its settings, and its arrays by the names that Keras has for them. */
interface KerasLayer {
  class_name: string
  config: Record<string, unknown>
  weights: Record<string, NamedArray>
}

const KERAS: { [Kind in Layer['kind']]: (layer: LayerOf<Kind>) => KerasLayer } = {
  dense: ({ kernel }) => ({
    class_name: 'Dense',
    config: { units: kernel.shape[1], activation: 'linear', use_bias: false },
    weights: { kernel }
  }),
  reshape: ({ shape }) => ({ class_name: 'Reshape', config: { target_shape: shape }, weights: {} }),
  normalisation: ({ scale, offset, mean, variance, epsilon }) => ({
    class_name: 'BatchNormalization',
    config: { axis: -1, epsilon, center: true, scale: true },
    weights: { gamma: scale, beta: offset, moving_mean: mean, moving_variance: variance }
  }),
  relu: activation,
  tanh: activation,
  'transposed-convolution': ({ kernel, stride }) => ({
    class_name: 'Conv2DTranspose',
    config: {
      filters: kernel.shape[2],
      kernel_size: kernel.shape.slice(0, 2),
      strides: [stride, stride],
      padding: 'same',
      data_format: 'channels_last',
      activation: 'linear',
      use_bias: false
    },
    weights: { kernel }
  })
}

function activation({ kind }: LayerOf<'relu' | 'tanh'>): KerasLayer {
  return { class_name: 'Activation', config: { activation: kind }, weights: {} }
}

/**
 * The generator as a layers model of TensorFlow.js: `tf.loadLayersModel('model.json')`, then
 * `predict(z)` gives pictures [N,size,size,channels].
 */
export function encodeTfjs({ config, layers, facts }: ModelToWrite): Map<string, Uint8Array> {
  const keras = layers.map((layer, place) => {
    const {
      class_name,
      config: settings,
      weights
    } = (KERAS[layer.kind] as typeof KERAS.dense)(layer as LayerOf<'dense'>)
    const shape = place === 0 ? { batch_input_shape: [null, latentWidth(config)] } : {}
    const { name } = layer
    return { class_name, config: { name, dtype: 'float32', ...shape, ...settings }, weights }
  })
  const arrays = keras.flatMap(({ config: { name }, weights }) =>
    Object.entries(weights).map(([key, array]) => ({ ...array, name: `${name}/${key}` }))
  )
  const bytes = Buffer.concat(
    arrays.map(({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  )
  const count = Math.ceil(bytes.length / SHARD_BYTES)
  const paths = Array.from({ length: count }, (_, at) => `group1-shard${at + 1}of${count}.bin`)
  const model = {
    format: 'layers-model',
    generatedBy: 'GAN Atelier',
    convertedBy: null,
    userDefinedMetadata: { ...facts, output: outputWords(config, 'NHWC') },
    modelTopology: {
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
      model_config: {
        class_name: 'Sequential',
        config: {
          name: 'generator',
          layers: keras.map(({ class_name, config }) => ({ class_name, config }))
        }
      }
    },
    weightsManifest: [
      { paths, weights: arrays.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })) }
    ]
  }
  const shards = paths.map((path, at): [string, Uint8Array] => [
    path,
    bytes.subarray(at * SHARD_BYTES, (at + 1) * SHARD_BYTES)
  ])
  return new Map([['model.json', Buffer.from(JSON.stringify(model))], ...shards])
}
