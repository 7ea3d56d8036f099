import { encodeSafetensors, type NamedArray } from '../../training/safetensors.ts'
import { outputWords, type ModelToWrite } from './facts.ts'
import { arraysOf } from './layers.ts'

/**
 * The generator's arrays as safetensors. The metadata tell the layers in order (`layers`, JSON: kind, name,
 * the names of its arrays, and its numbers), so that any program can build it.
 */
export function encodeGenerator({ config, layers, facts }: ModelToWrite): Uint8Array {
  const arrays = layers.map(arraysOf)
  const described = layers.map((layer, place) => {
    const names = Object.entries(arrays[place]!).map(([key, { name }]) => [key, name])
    return { ...layer, ...Object.fromEntries(names) }
  })
  const metadata = {
    format: 'gan-atelier-generator-1',
    ...facts,
    output: outputWords(config, 'NHWC'),
    layout:
      'dense [in,out]; transposed-convolution [height,width,out,in], TensorFlow padding SAME; maps [N,H,W,C]',
    layers: JSON.stringify(described)
  }
  return Buffer.concat(encodeSafetensors(arrays.flatMap(Object.values<NamedArray>), metadata))
}
