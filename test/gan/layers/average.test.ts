import { add, mul, ones, type Scalar } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { capture } from '../../../src-main/engine/capture.ts'
import { runEagerly } from '../../../src-main/engine/eager.ts'
import { createRandom } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../../src-main/engine/variables.ts'
import { createAverage } from '../../../src-main/gan/layers/average.ts'
import { createWeights } from '../../../src-main/gan/layers/weights.ts'

beforeAll(async () => {
  await startEngine()
})

describe('createAverage', () => {
  it.each([
    ['captured', capture],
    ['eager', runEagerly]
  ])('follows the updated weights by the given share, %s', (_, mode) => {
    const state = createVariables()
    const weights = createWeights(state, 'net', createRandom(1, 1))
    const kernel = weights.normal('kernel', [2, 2], 1)
    const start = kernel.read().dataSync().slice() as Float32Array
    const average = createAverage(state, 'net')
    average.weights.normal('kernel', [2, 2], 1)
    const model = mode(
      {
        step: {
          inputs: { share: [] },
          step: ({ share }) => {
            kernel.assign(add(mul(kernel.read(), 1.5), ones([2, 2])))
            average.follow(share as Scalar)
            return { share: share! }
          }
        }
      },
      state
    )
    const live = Array.from(start)
    const followed = Array.from(start)
    for (const share of [0.25, 0, 0.1, 1, 0.5]) {
      model.run.step({ share: Float32Array.of(share) })
      live.forEach((_, i) => {
        live[i] = live[i]! * 1.5 + 1
        followed[i]! += (live[i]! - followed[i]!) * Math.fround(share)
      })
      const now = model.read()
      now.get('net/kernel')!.forEach((value, i) => expect(value / live[i]!).toBeCloseTo(1, 5))
      now
        .get('net/average/kernel')!
        .forEach((value, i) => expect(value / followed[i]!).toBeCloseTo(1, 5))
    }
    model.dispose()
  })

  it('starts as the network is, running moments and all', () => {
    const state = createVariables()
    const weights = createWeights(state, 'net', createRandom(1, 1))
    const kernel = weights.normal('kernel', [3], 1)
    const moments = weights.tracked('running_mean', [3], 0.25)
    const average = createAverage(state, 'net')
    const followed = average.weights.normal('kernel', [3], 1)
    expect(followed.read().dataSync()).toEqual(kernel.read().dataSync())
    const followedMoments = average.weights.tracked('running_mean', [3], 0)
    expect(followedMoments.read().dataSync()).toEqual(moments.read().dataSync())
    expect(average.weights.trained()).toEqual([])
    expect(state.all().map(({ name }) => name)).toEqual([
      'net/kernel',
      'net/running_mean',
      'net/average/kernel',
      'net/average/running_mean'
    ])
    state.dispose()
  })
})
