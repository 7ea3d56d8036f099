import { add, concat, mul, slice, type Tensor2D } from '@tensorflow/tfjs-core'
import { classNames } from '../../contract/condition.ts'
import type { RunConfig } from '../../contract/run-config.ts'
import { dense } from '../../engine/operations/dense.ts'
import { sumOver } from '../../engine/operations/reductions.ts'
import type { Mode } from './batch-norm.ts'
import { createKernel, type DiscriminatorNorm } from './discriminator-layers.ts'
import { assertShape } from './shape.ts'
import type { WeightSource } from './weights.ts'

/**
 * Numbers in which a class is told to the generator. With their deviation at the start they are a tenth of what 100
 * uniform numbers of z are: told as loudly as z, a class drowns it, and all its pictures become the same one (seen
 * on digits within 60,000 images).
 */
export const EMBEDDING = 16
const DEVIATION = 0.5

/** What a generator's first layer takes. */
export interface GeneratorInput {
  width: number
  /** A place [N,latentWidth] to [N,width]. */
  read(place: Tensor2D): Tensor2D
}

/**
 * z, and where there are classes a learned embedding of them joined to it (Mirza and Osindero 2014,
 * arXiv:1411.1784, section 3.2). Shares of several classes give a mean of their embeddings.
 */
export function createGeneratorInput(
  config: Pick<RunConfig, 'latent' | 'classes'>,
  weights: WeightSource
): GeneratorInput {
  const { latent } = config
  const classes = classNames(config).length
  const check = (place: Tensor2D): void =>
    assertShape(place, [null, latent + classes], "The generator's z")
  if (classes === 0) {
    return {
      width: latent,
      read(place) {
        check(place)
        return place
      }
    }
  }
  const embedding = weights.normal<Tensor2D>('classes/embedding', [classes, EMBEDDING], DEVIATION)
  return {
    width: latent + EMBEDDING,
    read(place) {
      check(place)
      const z = slice(place, [0, 0], [-1, latent])
      const shares = slice(place, [0, latent], [-1, classes])
      return concat([z, dense(shares, embedding.read())], 1)
    }
  }
}

/** Adds to logits [N,1] what the class of each picture, its row of `classes` [N,count], makes of its features [N,F]. */
export type ClassVerdict = (
  logits: Tensor2D,
  features: Tensor2D,
  classes: Tensor2D | undefined,
  mode: Mode
) => Tensor2D

/**
 * The discriminator's side: a learned embedding of the class times the features (Miyato and Koyama 2018,
 * arXiv:1802.05637, equation 3), which begins as small as the last layer. Without a class the verdict is on the
 * picture alone.
 */
export function createClassVerdict(
  weights: WeightSource,
  count: number,
  shape: { features: number; deviation: number },
  norm: DiscriminatorNorm
): ClassVerdict {
  if (count === 0) return (logits) => logits
  const embedding = weights.normal<Tensor2D>(
    'classes/embedding',
    [count, shape.features],
    shape.deviation
  )
  const read = createKernel(weights, 'classes/embedding/spectral', embedding, norm)
  return (logits, features, classes, mode) => {
    if (!classes) return logits
    assertShape(classes, [features.shape[0], count], "The pictures' classes")
    return add(logits, sumOver<Tensor2D>(mul(features, dense(classes, read(mode))), [1]))
  }
}
