import { expect, test } from 'vitest'
import { ILLNESSES } from '../../src-main/contract/doctor.ts'
import { changesNetworks } from '../../src-main/contract/fork.ts'
import { parseConfig } from '../../src-main/contract/presets.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import { HELPS, REMEDIES } from '../../src-main/doctor/remedies.ts'
import { treatmentsOf } from '../../src-main/doctor/treatment.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { randomConfig } from '../contract/random-config.ts'
import { historyOf } from './histories.ts'

test('every remedy of any run is a fork that would be taken', () => {
  const offered = new Set<string>()
  const random = createRandom(1, 1)
  for (let count = 0; count < 300;) {
    const drawn = randomConfig(random, { share: 0.3, mistakes: 0 })
    const config = possible(drawn)
    if (!config) continue
    count++
    const history = { ...historyOf(), config }
    for (const illness of ILLNESSES) {
      const remedies = treatmentsOf({ illness, since: 60_000 }, history)
      expect(remedies.length).toBeLessThanOrEqual(4)
      for (const { id, from, changes } of remedies) {
        offered.add(id)
        const changed = parseConfig({ ...config, ...changes })
        expect(changed).not.toEqual(config)
        if (from > 0) expect(changesNetworks(config, changed)).toBeUndefined()
        expect(from === 0 || history.checkpoints.includes(from)).toBe(true)
        expect(from).toBeLessThan(config.images)
      }
    }
  }
  // None is there for nothing.
  expect([...offered].sort()).toEqual(Object.keys(REMEDIES).sort())
})

test('every illness has remedies, and every remedy says why and where it is from', () => {
  for (const illness of ILLNESSES) expect(HELPS[illness].length).toBeGreaterThan(1)
  for (const { title, why, source } of Object.values(REMEDIES)) {
    expect(title).not.toBe('')
    expect(why).toMatch(/^[A-Z].*\.$/)
    expect(source).toMatch(/arXiv:\d{4}\.\d{4,5}/)
  }
})

test('what a run has already is not offered', () => {
  const history = historyOf()
  const first = treatmentsOf({ illness: 'memorised', since: 50_000 }, history)
  expect(first[0]).toMatchObject({ id: 'augment', from: 48_000 })
  const config = parseConfig({ ...history.config, ...first[0]!.changes })
  const then = treatmentsOf({ illness: 'memorised', since: 50_000 }, { ...history, config })
  expect(then.map(({ id }) => id)).not.toContain('augment')
})

test('a run with usual rates is not told to go back to them', () => {
  const usual = treatmentsOf({ illness: 'diverged', since: 0 }, historyOf())
  expect(usual[0]!.id).toBe('lower-rates')
  // Two rates of the literature are no mistake either.
  const two = historyOf({ config: { generatorRate: 0.0001, discriminatorRate: 0.0004 } })
  expect(treatmentsOf({ illness: 'diverged', since: 0 }, two)[0]!.id).toBe('lower-rates')
  const clipped = historyOf({
    config: { loss: 'wgan', optimizer: 'rmsprop', generatorRate: 5e-5, discriminatorRate: 5e-5 }
  })
  expect(treatmentsOf({ illness: 'diverged', since: 0 }, clipped)[0]!.changes).toEqual({
    discriminatorSteps: 5
  })
  const hasty = historyOf({ config: { generatorRate: 0.01, loss: 'minimax' } })
  expect(treatmentsOf({ illness: 'diverged', since: 0 }, hasty)[0]).toMatchObject({
    id: 'usual-updates',
    from: 0,
    changes: { generatorRate: 0.0002, loss: 'non-saturating' }
  })
})

function possible(drawn: Record<string, unknown>): RunConfig | undefined {
  try {
    return parseConfig(drawn)
  } catch {
    return undefined
  }
}
