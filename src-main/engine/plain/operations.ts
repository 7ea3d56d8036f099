import { ACTIVATIONS } from './activations.ts'
import type { PlainOperation } from './arrays.ts'
import { CONVOLUTIONS } from './convolution.ts'
import { NORMALIZATIONS } from './normalization.ts'
import { PRODUCTS } from './product.ts'
import { RANDOMS } from './random.ts'
import { SEGMENTS } from './segments.ts'

/** Every raw TensorFlow operation that the slow engine can run, by its name. */
export const PLAIN_OPERATIONS: Readonly<Record<string, PlainOperation>> = {
  ...ACTIVATIONS,
  ...CONVOLUTIONS,
  ...NORMALIZATIONS,
  ...PRODUCTS,
  ...RANDOMS,
  ...SEGMENTS
}
