import { expect, it } from 'vitest'
import { difference } from '../../bench/step/agreement.ts'
import { threadChoices } from '../../bench/step/contestants.ts'
import { bestPeer, gemmShare, standings, type Entrant } from '../../bench/step/standings.ts'
import { table } from '../../bench/table.ts'

const entrant = (name: string, first: number): Entrant => ({
  name,
  version: '1.0',
  threads: 4,
  device: 'cpu',
  losses: [[1, 2]],
  difference: [first, 0.5]
})
const race = {
  times: new Map([
    ['captured', [[1, 2, 3], [20]]],
    ['torch', [[4, 4, 4], [40]]],
    ['tensorflow', [[8, 8, 8], [40]]],
    ['impostor', [[1, 1, 1], [10]]]
  ]),
  gemm: [100, 200]
}
const all = standings(
  [
    entrant('captured', 0),
    entrant('torch', 1e-4),
    entrant('tensorflow', 1e-3),
    entrant('impostor', 2e-3)
  ],
  race
)

it('each contestant is compared with ours round by round, and only where it computes the same', () => {
  expect(
    all.map(({ name, median_ms, minimum_ms, ratio }) => [name, median_ms, minimum_ms, ratio])
  ).toEqual([
    ['captured', 2.5, 1, 1],
    ['torch', 4, 4, 0.5],
    ['tensorflow', 8, 8, 0.375],
    ['impostor', 1, 1, undefined]
  ])
  expect(table(all)).toMatch(/impostor .* other mathematics/)
})

it('losses that are no numbers never agree', () => {
  const [ours, broken] = standings([entrant('captured', 0), entrant('torch', NaN)], race)
  expect([ours!.ratio, broken!.ratio]).toEqual([1, undefined])
})

it('our step without the penalties is another one on purpose', () => {
  const plain = { ...race, times: new Map([...race.times, ['captured-plain', [[1], [10]]]]) }
  const [, standing] = standings([entrant('captured', 0), entrant('captured-plain', 0.9)], plain)
  expect(standing!.ratio).toBe(2)
})

it('the best peer is the one that came nearest', () => {
  expect(bestPeer(all, (name) => name !== 'captured')?.name).toBe('torch')
  expect(bestPeer(all, () => false)).toBeUndefined()
})

it('the difference of losses is relative, and the larger of the two', () => {
  expect(difference([1, 2], [1, 2])).toBe(0)
  expect(difference([1, 2], [1.01, 4])).toBe(0.5)
  expect(difference([1, 2], [NaN, 2])).toBeNaN()
})

it('the share of the matrix product is taken within each round', () => {
  // 1e9 operations in 10 ms are 100 billion a second: all of the first round's, half of the second's.
  expect(gemmShare(1e9, [[10], [10]], [100, 200])).toBe(0.75)
})

it('a graph tries how many operations run at once, the rest have nothing to choose', () => {
  const kind = (graph: boolean) => ({ name: 'any', variant: {}, networks: [], graph })
  expect(threadChoices(kind(false), [4])).toEqual([{ threads: 4 }])
  expect(threadChoices(kind(true), [1, 4])).toEqual([
    { threads: 1, interOpThreads: 1 },
    { threads: 4, interOpThreads: 1 },
    { threads: 4, interOpThreads: 2 },
    { threads: 4, interOpThreads: 4 }
  ])
})
