import { beforeAll, expect, test } from 'vitest'
import { resolveConfig } from '../../../src-main/contract/presets.ts'
import { capture } from '../../../src-main/engine/capture.ts'
import { createRandom } from '../../../src-main/engine/random.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../../src-main/engine/variables.ts'
import { createFamily } from '../../../src-main/gan/family.ts'
import { advance } from '../../../src-main/latent/bends/advance.ts'
import {
  earlyRows,
  earlyWidth,
  slopeFunction,
  slopesBy
} from '../../../src-main/latent/bends/slopes.ts'

beforeAll(async () => {
  await startEngine()
})

const LATENT = 6
const ROWS = 3

function normals(count: number, seed: number): Float32Array {
  const values = new Float32Array(count)
  createRandom(seed, 1).fillNormal(values)
  return values
}

for (const family of ['dcgan', 'residual'] as const) {
  test(`slopes of a score of the early features of ${family} are what differences say`, () => {
    const config = resolveConfig('modern', {
      ...{ family, size: 32, latent: LATENT, generatorFilters: 4, discriminatorFilters: 4 }
    })
    const state = createVariables()
    const networks = createFamily(config, state, createRandom(1, 1))
    const width = earlyWidth(networks, LATENT)
    const weights = normals(width, 2)
    const graph = capture(
      {
        slope: slopeFunction(networks, LATENT, ROWS),
        score: {
          inputs: { latents: [ROWS, LATENT] },
          step: ({ latents }) => ({ rows: earlyRows(networks, latents as never, width) })
        }
      },
      state
    )
    const slopes = slopesBy(graph, LATENT, ROWS)
    const scoreOf = (z: Float32Array): number => {
      const latents = new Float32Array(ROWS * LATENT)
      latents.set(z)
      const { rows } = graph.run.score({ latents })
      return weights.reduce((sum, weight, at) => sum + weight * rows![at]!, 0)
    }
    const z = normals(LATENT, 3)
    const [slope] = slopes([z], weights)
    const differences = Array.from(z, (_, entry) => {
      const moved = (by: number): Float32Array =>
        z.map((value, at) => (at === entry ? value + by : value))
      return (scoreOf(moved(0.005)) - scoreOf(moved(-0.005))) / 0.01
    })
    const length = Math.hypot(...differences)
    expect(length).toBeGreaterThan(0)
    differences.forEach((value, at) => {
      expect(Math.abs(slope![at]! - value) / length).toBeLessThan(0.02)
    })

    // Along it the score rises; against another score it leaves that one alone.
    const other = normals(width, 4)
    const scoreBy = (one: Float32Array, by: Float32Array): number => {
      const { rows } = graph.run.score({
        latents: Float32Array.from({ length: ROWS * LATENT }, (_, at) => one[at] ?? 0)
      })
      return by.reduce((sum, weight, at) => sum + weight * rows![at]!, 0)
    }
    let place = z
    for (let step = 0; step < 20; step++) {
      place = advance(slopes, { weights, against: [other] }, [place], 0.02)[0]!
    }
    const [own, others] = [weights, other].map((by) => scoreBy(place, by) - scoreBy(z, by))
    expect(own).toBeGreaterThan(0)
    expect(Math.abs(others!)).toBeLessThan(0.03 * own!)
    graph.dispose()
  })
}
