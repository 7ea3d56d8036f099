import { expect, test } from 'vitest'
import { descend, type Slope } from '../../../src-main/latent/projection/descent.ts'

const plan = { seconds: Infinity, firstRate: 0.1, lastRate: 0.001, breathe: () => undefined }

/** Bowls of two dimensions, ten times as steep in one as in the other, with their floor at `floor`. */
function bowls(floor: readonly [number, number]): (latents: Float32Array) => Slope {
  return (latents) => {
    const count = latents.length / 2
    const losses = new Float32Array(count)
    const gradient = new Float32Array(latents.length)
    for (let place = 0; place < count; place++) {
      const [x, y] = [latents[2 * place]! - floor[0], latents[2 * place + 1]! - floor[1]]
      losses[place] = x ** 2 + 10 * y ** 2
      gradient.set([2 * x, 20 * y], 2 * place)
    }
    return { losses, errors: losses.map((loss) => loss / 2), featureErrors: losses, gradient }
  }
}

test('every place goes down by itself; the best of each is given, the best of all first', async () => {
  const starts = [Float32Array.of(3, 3), Float32Array.of(0.5, -0.25)]
  const found = await descend(starts, bowls([0.5, -0.5]), { ...plan, steps: 12 })
  expect(found.map(({ z }) => [...z])).toHaveLength(2)
  expect(found[0]!.loss).toBeLessThan(found[1]!.loss)
  // Twelve steps of at most 0.1 lead from (3, 3) nowhere near.
  expect(found[1]!.z[0]).toBeGreaterThan(1.5)
  expect(found[0]!.error).toBe(found[0]!.loss / 2)

  const [far] = await descend([starts[0]!], bowls([0.5, -0.5]), { ...plan, steps: 200 })
  expect(far!.z[0]).toBeCloseTo(0.5, 2)
  expect(far!.z[1]).toBeCloseTo(-0.5, 2)
})

test('the first step is the rate itself against the gradient, as Adam has it', async () => {
  const seen: number[][] = []
  const slopeOf = bowls([0, 0])
  const recorded = (latents: Float32Array): Slope => {
    seen.push([...latents])
    return slopeOf(latents)
  }
  await descend([Float32Array.of(1, -1)], recorded, { ...plan, steps: 1 })
  expect(seen[1]![0]).toBeCloseTo(0.9, 6)
  expect(seen[1]![1]).toBeCloseTo(-0.9, 6)
})

test('a bound holds every number, and a place that got worse does not replace a better one', async () => {
  const [held] = await descend([Float32Array.of(0, 0)], bowls([4, 0]), {
    ...plan,
    steps: 100,
    bound: 1
  })
  expect([...held!.z]).toEqual([1, 0])
  const [stayed] = await descend([Float32Array.of(0, 0)], bowls([0, 0]), {
    ...plan,
    steps: 5,
    firstRate: 5
  })
  expect(stayed).toMatchObject({ z: Float32Array.of(0, 0), loss: 0 })
})

test('it ends when its time is over, and tells how far it is', async () => {
  const shares: number[] = []
  const onStep = (share: number): void => void shares.push(share)
  await descend([Float32Array.of(1, 1)], bowls([0, 0]), { ...plan, steps: 4, onStep })
  expect(shares).toEqual([0, 0.25, 0.5, 0.75, 1])
  shares.length = 0
  await descend([Float32Array.of(1, 1)], bowls([0, 0]), {
    ...plan,
    steps: 4,
    seconds: 1e-9,
    onStep
  })
  expect(shares).toEqual([1])
})

test('what breathing throws ends it', async () => {
  const breathe = (): Promise<void> => Promise.reject(new Error('enough'))
  const descent = descend([Float32Array.of(1, 1)], bowls([0, 0]), { ...plan, steps: 4, breathe })
  await expect(descent).rejects.toThrow('enough')
})
