import type { NamedArray } from '../../training/safetensors.ts'

/**
 * One layer of a generator as other programs know it. Pictures on their way are [N,H,W,C]; arrays have the
 * layouts they are trained in.
 */
export type Layer =
  /** z [N,I] times the kernel [I,O]. */
  | { kind: 'dense'; name: string; kernel: NamedArray }
  | {
      kind: 'reshape'
      name: string
      shape: readonly [height: number, width: number, channels: number]
    }
  /** By moments that are given: scale (x - mean) / sqrt(variance + epsilon) + offset, each [C]. */
  | {
      kind: 'normalisation'
      name: string
      scale: NamedArray
      offset: NamedArray
      mean: NamedArray
      variance: NamedArray
      epsilon: number
    }
  | { kind: 'relu' | 'tanh'; name: string }
  /** Kernel [kh,kw,out,in]; height and width grow `stride` times, TensorFlow's padding SAME. */
  | { kind: 'transposed-convolution'; name: string; kernel: NamedArray; stride: number }

export type LayerOf<Kind extends Layer['kind']> = Extract<Layer, { kind: Kind }>

/** Takes an array of a generator's weights by its name; throws where there is none of that shape. */
export type TakeWeights = (name: string, shape: readonly number[]) => NamedArray

/** The arrays of a layer, by the layer's own names for them. */
export function arraysOf(layer: Layer): Record<string, NamedArray> {
  const isArray = (part: unknown): part is NamedArray =>
    typeof part === 'object' && (part as NamedArray).values instanceof Float32Array
  const parts: [string, unknown][] = Object.entries(layer)
  return Object.fromEntries(
    parts.filter((entry): entry is [string, NamedArray] => isArray(entry[1]))
  )
}
