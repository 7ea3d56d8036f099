import { add, sum, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core'
import { latentWidth } from '../contract/condition.ts'
import { channelCount, type RunConfig } from '../contract/run-config.ts'
import { capture } from '../engine/capture.ts'
import { gradientsAt } from '../engine/gradients.ts'
import { softmaxCrossEntropy } from '../engine/operations/cross-entropy.ts'
import { createRandom, STREAMS } from '../engine/random.ts'
import { createVariables } from '../engine/variables.ts'
import { createFamily } from '../gan/family.ts'
import { createWeights } from '../gan/layers/weights.ts'
import { createAttributeNetwork, NETWORK } from './classifier/network.ts'

/** Places that are moved together. */
export const STARTS = 4

/** A generator with a classifier of its pictures behind it. */
export interface Steering {
  latent: number
  /** Of an entry of the prior. */
  deviation: number
  /**
   * The slope at latents, STARTS x latent, of the cross-entropy of their pictures' attributes with wanted
   * values, which are places in each attribute's list.
   */
  gradient(latents: Float32Array, wanted: readonly number[]): Float32Array
  write(variables: ReadonlyMap<string, Float32Array>): void
  dispose(): void
}

/** Captures a config's generator and an attribute network of `counts` values each, without their weights. */
export function captureSteering(config: RunConfig, counts: readonly number[]): Steering {
  const { size, seed } = config
  const latent = latentWidth(config)
  const state = createVariables()
  const random = createRandom(seed, STREAMS.weights)
  const family = createFamily(config, state, random)
  const shape = { size, channels: channelCount(config) }
  const network = createAttributeNetwork(shape, counts, createWeights(state, NETWORK, random))
  const wantedInputs = Object.fromEntries(
    counts.map((values, head) => [`wanted${head}`, [STARTS, values]])
  )
  const graph = capture(
    {
      steer: {
        inputs: { latents: [STARTS, latent], ...wantedInputs },
        step: (inputs) => {
          const { gradients } = gradientsAt([inputs['latents']!], () => {
            const logits = network(family.generate(inputs['latents'] as Tensor2D), 'sample')
            const losses = logits.map((each, head) =>
              sum<Scalar>(softmaxCrossEntropy(inputs[`wanted${head}`] as Tensor2D, each))
            )
            return { loss: losses.reduce((total, loss) => add(total, loss)) }
          })
          return { gradient: gradients[0]! }
        }
      }
    },
    state
  )
  return {
    latent,
    deviation: config.latentDistribution === 'uniform' ? 3 ** -0.5 : 1,
    gradient: (latents, wanted) => {
      const rows = wanted.map((value, head) => [
        `wanted${head}`,
        Float32Array.from({ length: STARTS * counts[head]! }, (_, at) =>
          at % counts[head]! === value ? 1 : 0
        )
      ])
      return graph.run.steer({ latents, ...(Object.fromEntries(rows) as object) })['gradient']!
    },
    write: (variables) => graph.write(variables),
    dispose: () => graph.dispose()
  }
}
