import { expect, test, vi } from 'vitest'
import type { StudioApi } from '../../../src-main/contract/api.ts'
import { packBytes } from '../../../src-main/contract/base64.ts'
import { packNumbers, type ToyFrame } from '../../../src-main/contract/play-live.ts'
import { playConfig } from '../../../src-main/contract/play.ts'
import { Messages } from '../../../src-renderer/state/messages.svelte.ts'
import { MOST_MOMENTS, withMoment, type ToyMoment } from '../../../src-renderer/state/toy-frames.ts'
import { Toys } from '../../../src-renderer/state/toys.svelte.ts'

// A player whose toys count their iterations.
function window() {
  const calls: { name: string; input: Record<string, unknown> }[] = []
  let iteration = 0
  let rooms = 0
  const frame = (): ToyFrame => ({
    ...{ iteration, samples: packNumbers(Float32Array.of(iteration, 0)), divergence: 0.3 },
    ...{ field: packBytes(Uint8Array.of(128)), pull: '', fabric: '' },
    numbers: { generatorLoss: 1, discriminatorLoss: 1, realAccuracy: 0.5, fakeAccuracy: 0.5 }
  })
  let toys = 1
  const api = {
    openToys: async (input: { toys: { preset: 'plain'; changes: object }[]; seed: number }) => {
      calls.push({ name: 'open', input })
      iteration = 0
      toys = input.toys.length
      const configs = input.toys.map(({ preset, changes }) =>
        playConfig(
          { preset, changes: changes as Record<string, never>, iterations: 1 },
          { seed: input.seed, dims: 2 }
        )
      )
      return { room: `room-${++rooms}`, dims: 2 as const, reach: 1, data: '', configs }
    },
    advanceToys: async (input: { iterations: number; milliseconds: number }) => {
      calls.push({ name: 'advance', input })
      iteration += input.milliseconds < 1_000 ? 10 : input.iterations
      return Array.from({ length: toys }, frame)
    },
    closeToys: async (input: { room: string }) => void calls.push({ name: 'close', input })
  }
  const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1))
  const messages = new Messages()
  return { calls, toys: new Toys({ api: api as unknown as StudioApi, messages, wait }) }
}

test('toys open with the page, run, and keep their past to be scrubbed', async () => {
  const { toys } = window()
  const leave = toys.show()
  await vi.waitFor(() => expect(toys.moment?.[0]?.iteration).toBe(0))
  toys.run()
  await vi.waitFor(() => expect(toys.moments.length).toBeGreaterThan(4))
  toys.pause()
  toys.at = 1
  expect(toys.moment?.[0]?.iteration).toBe(10)
  expect([...toys.moment![0]!.samples]).toEqual([10, 0])
  toys.at = 99_999
  expect(toys.at).toBe(toys.moments.length - 1)
  leave()
  expect(toys.isRunning).toBe(false)
})

test('a step is of one network or of both, and lights what learns', async () => {
  const { toys, calls } = window()
  toys.show()
  await vi.waitFor(() => expect(toys.moment).toBeDefined())
  const step = toys.step('discriminator')
  expect(toys.lit).toBe('discriminator')
  await step
  expect(toys.lit).toBeUndefined()
  expect(calls.at(-1)).toMatchObject({ input: { turn: 'discriminator', iterations: 1 } })
  expect(toys.moment?.[0]?.iteration).toBe(1)
  toys.slow = true
  toys.run()
  await vi.waitFor(() =>
    expect(calls.slice(-2).map(({ input }) => input['turn'])).toEqual([
      'discriminator',
      'generator'
    ])
  )
  toys.pause()
})

test('another distribution, seed or toy begins anew, and the old room is closed', async () => {
  const { toys, calls } = window()
  toys.show()
  await vi.waitFor(() => expect(toys.moment).toBeDefined())
  toys.choose('moons')
  await vi.waitFor(() => expect(toys.moment).toBeDefined())
  expect(calls.filter(({ name }) => name === 'close')).toMatchObject([
    { input: { room: 'room-1' } }
  ])
  toys.forms[0]!.fakeSmoothing = 0.1
  toys.add()
  await vi.waitFor(() => expect(toys.moment).toHaveLength(2))
  expect(calls.findLast(({ name }) => name === 'open')?.input).toMatchObject({
    target: 'moons',
    toys: [{ changes: { fakeSmoothing: 0.1 } }, { changes: { fakeSmoothing: 0.1 } }]
  })
  toys.remove(toys.forms[0]!)
  await vi.waitFor(() => expect(toys.moment).toHaveLength(1))
  toys.remove(toys.forms[0]!)
  expect(toys.forms).toHaveLength(1)
  toys.learnDrawn({ kind: 'points', points: [[0, 0]] })
  expect(toys.target).toBe('drawn')
})

test('what toys and runs share goes to a run and back', async () => {
  const { toys } = window()
  toys.arrange('ring8', [{ preset: 'modern', changes: { packing: 2 } }])
  await vi.waitFor(() => expect(toys.moment).toBeDefined())
  expect(toys.forRun(0)).toEqual({ loss: 'relativistic', packing: 2, r1Gamma: 0.1, r2Gamma: 0.1 })
  toys.takeRun({ ...toys.facts!.configs[0]!, generatorFilters: 64 })
  expect(toys.forms[0]!.preset).toBe('plain')
  expect(toys.forms[0]!.changes).toEqual({
    ...{ loss: 'relativistic', packing: 2, r1Gamma: 0.1, r2Gamma: 0.1 }
  })
})

test('a past of many moments is thinned and keeps its ends', () => {
  const at = (iteration: number): ToyMoment => [{ iteration } as never]
  let past: ToyMoment[] = []
  for (let step = 0; step <= 3 * MOST_MOMENTS; step++) past = withMoment(past, at(step))
  expect(past.length).toBeLessThanOrEqual(MOST_MOMENTS)
  expect(past[0]![0]!.iteration).toBe(0)
  expect(past.at(-1)![0]!.iteration).toBe(3 * MOST_MOMENTS)
})
