import { sizeOf } from '../shape.ts'
import { philox4x32 } from '../philox.ts'
import { floats, type PlainOperation } from './arrays.ts'

// TensorFlow's own constants, under which a seed is scrambled into a key and a counter
// (core/kernels/stateless_random_ops.cc, GenerateKey).
const SCRAMBLE_KEY = [0x3ec8f720, 0x02461e29] as const

/** Uniform in [0, 1) by shape and seed [2], bit for bit as TensorFlow draws it. */
const statelessUniform: PlainOperation = ([shape, seed]) => {
  const out = floats(Array.from(shape!.values))
  const [low, high] = seed!.values as Int32Array as unknown as [number, number]
  // Seeds are 64-bit integers; a 32-bit one is extended by its sign.
  const words = [low, low >> 31, high, high >> 31].map((word) => word >>> 0)
  const mixed = philox4x32(words as [number, number, number, number], SCRAMBLE_KEY)
  const bits = new DataView(new ArrayBuffer(4))
  for (let i = 0; i < sizeOf(out.shape); i += 4) {
    const block = philox4x32([i / 4, 0, mixed[2], mixed[3]], [mixed[0], mixed[1]])
    for (let j = 0; j < 4 && i + j < out.values.length; j++) {
      // 23 random bits under the exponent of 1: a number in [1, 2).
      bits.setUint32(0, 0x3f800000 | (block[j]! & 0x7fffff))
      out.values[i + j] = bits.getFloat32(0) - 1
    }
  }
  return [out]
}

/** Random numbers that depend on their seed alone. */
export const RANDOMS = { StatelessRandomUniform: statelessUniform } satisfies Record<
  string,
  PlainOperation
>
