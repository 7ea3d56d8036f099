import { unpackBytes } from '../../src-main/contract/base64.ts'
import { expect, it } from 'vitest'
import {
  LINE_PLACES,
  OpenToysSchema,
  SHOWN_SAMPLES,
  SQUARE_PLACES,
  SQUARE_THREADS,
  unpackNumbers
} from '../../src-main/contract/play-live.ts'
import { playConfig } from '../../src-main/contract/play.ts'
import { createPlay } from '../../src-main/play/play.ts'
import { openRoom } from '../../src-main/play/room.ts'
import { TARGETS } from '../../src-main/play/targets.ts'

const SMALL = { generatorFilters: 16, discriminatorFilters: 16, batch: 32 }
const open = (input: object) => openRoom(OpenToysSchema.parse({ seed: 1, ...input }))
const go = { turn: 'both', iterations: 3, milliseconds: 60_000 } as const

it('shows toys of two dimensions side by side, each as if it were alone', async () => {
  const toys = [{ changes: SMALL }, { changes: { ...SMALL, loss: 'minimax' } }]
  const room = await open({ target: 'blobs', toys })
  expect(room.facts).toMatchObject({ dims: 2, reach: TARGETS.blobs.reach })
  expect(room.facts.density).toBeUndefined()
  const [first, second] = room.advance(go)
  room.dispose()
  expect(first).toMatchObject({ iteration: 3, reached: { of: 2 } })
  expect(unpackBytes(first!.field)).toHaveLength(SQUARE_PLACES ** 2)
  expect(unpackNumbers(first!.fabric)).toHaveLength(2 * SQUARE_THREADS ** 2)
  expect(second!.samples).not.toBe(first!.samples)
  // Looking changes nothing: the samples are those of the same toy that nobody looked at.
  const config = playConfig(
    { preset: 'plain', changes: SMALL, iterations: 20_000 },
    { seed: 1, dims: 2 }
  )
  const alone = createPlay(config, TARGETS.blobs)
  for (let step = 0; step < 3; step++) alone.step()
  expect(unpackNumbers(first!.samples)).toEqual(alone.samples().slice(0, 2 * SHOWN_SAMPLES))
  alone.dispose()
})

it('lets one network learn alone', async () => {
  const room = await open({ target: 'blobs', toys: [{ changes: SMALL }] })
  const [start] = room.advance({ ...go, iterations: 0 })
  const [judged] = room.advance({ ...go, turn: 'discriminator' })
  expect(judged!.samples).toBe(start!.samples)
  expect(judged!.field).not.toBe(start!.field)
  expect(judged!.numbers.generatorGradient).toBeUndefined()
  const [drawn] = room.advance({ ...go, turn: 'generator' })
  expect(drawn!.field).toBe(judged!.field)
  expect(drawn!.samples).not.toBe(judged!.samples)
  room.dispose()
})

it('ends when the time is over', async () => {
  const room = await open({ target: 'blobs', toys: [{ changes: SMALL }] })
  const [frame] = room.advance({ turn: 'both', iterations: 1_000_000, milliseconds: 50 })
  expect(frame!.iteration).toBeGreaterThan(0)
  room.dispose()
})

// Goodfellow et al. 2014, proposition 1, with the targets of both sides smoothed as in product.md.
it.each([
  [{}, 1, 0],
  [{ labelSmoothing: 0.2 }, 0.8, 0],
  [{ labelSmoothing: 0.2, fakeSmoothing: 0.2 }, 0.8, 0.2]
])(
  'a discriminator that alone learns with %j becomes the best one there is',
  { timeout: 120_000 },
  async (changes, alpha, beta) => {
    const slow = { discriminatorFilters: 64, discriminatorRate: 3e-3, rateSchedule: 'cosine' }
    const room = await open({
      target: 'gaussian',
      toys: [{ changes: { ...changes, ...slow, batch: 512 } }],
      iterations: 3_000
    })
    const [frame] = room.advance({
      turn: 'discriminator',
      iterations: 3_000,
      milliseconds: 110_000
    })
    const data = unpackNumbers(room.facts.density!)
    const generated = unpackNumbers(frame!.density!)
    const found = unpackBytes(frame!.field)
    room.dispose()
    let compared = 0
    for (let at = 0; at < LINE_PLACES; at++) {
      const [p, g] = [data[at]!, generated[at]!]
      // Where neither has points, nothing is learned.
      if (p + g < 0.05) continue
      compared++
      const best = (alpha * p + beta * g) / (p + g)
      expect(Math.abs(found[at]! / 255 - best), `at place ${at}`).toBeLessThan(0.05)
    }
    expect(compared).toBeGreaterThan(30)
  }
)

it('learns what was drawn by hand', async () => {
  const points = [[0.5, 0.5]] as const
  const room = await open({ target: { kind: 'points', points }, toys: [{ changes: SMALL }] })
  for (const value of unpackNumbers(room.facts.data)) expect(value).toBeCloseTo(0.5, 0)
  room.dispose()
  const heights = Array.from({ length: 64 }, (_, at) => (at < 32 ? 0 : 1))
  const line = await open({ target: { kind: 'heights', heights }, toys: [{ changes: SMALL }] })
  expect(line.facts.dims).toBe(1)
  expect(Math.min(...unpackNumbers(line.facts.data))).toBeGreaterThanOrEqual(0)
  const density = unpackNumbers(line.facts.density!)
  expect(density[0]).toBe(0)
  expect(density.at(-1)).toBeCloseTo(1 / 4, 6)
  line.dispose()
  await expect(
    open({ target: { kind: 'heights', heights: heights.map(() => 0) }, toys: [{}] })
  ).rejects.toMatchObject({ code: 'play/drawn' })
})

it('refuses to reward fakes where a loss has no target for them', async () => {
  const toys = [{ changes: { fakeSmoothing: 0.1, loss: 'hinge' } }]
  await expect(open({ target: 'blobs', toys })).rejects.toThrow('fakeSmoothing=0')
  await expect(
    open({ target: 'blobs', toys: [{ changes: { fakeSmoothing: 2 } }] })
  ).rejects.toThrow('"fakeSmoothing" cannot be 2')
})
