import { tensor, tidy, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import type { Augmentation } from '../contract/augmentations.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { augment, NUMBERS } from './augment.ts'
import { fromBytes, toBytes } from './pictures.ts'

/**
 * `count` variants of a picture of size x size x channels bytes, as the discriminator may see it; equal
 * seeds draw equal numbers, whatever the augmentations are.
 */
export function augmentBytes(
  picture: Uint8Array,
  { size, channels }: { size: number; channels: number },
  augmentations: readonly Augmentation[],
  { seed, count }: { seed: number; count: number }
): Uint8Array[] {
  const length = picture.length
  const pictures = new Float32Array(count * length)
  for (let n = 0; n < count; n++) pictures.set(fromBytes(picture), n * length)
  const numbers = new Float32Array(count * NUMBERS)
  createRandom(seed, STREAMS.augmentation).fillUniform(numbers, 0, 1)

  const values = tidy(() => {
    const x = tensor(pictures, [count, size, size, channels]) as Tensor4D
    const drawn = tensor(numbers, [count, NUMBERS]) as Tensor2D
    return augment(x, augmentations, drawn).dataSync() as Float32Array
  })
  const bytes = toBytes(values)
  return Array.from({ length: count }, (_, n) => bytes.slice(n * length, (n + 1) * length))
}
