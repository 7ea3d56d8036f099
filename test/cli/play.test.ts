import { expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { atelier } from './command-line.ts'

test('play needs no project, tells of every seed, and refuses what it does not know', async () => {
  const folder = temporaryFolder()
  const { exit, records } = await atelier(folder, ['play', 'ring8', '--seeds', '3', '--json'])
  expect(exit).toBe(0)
  expect(records.slice(-4)).toMatchObject([
    ...[1, 2, 3].map((seed) => ({ seed, modes: seed, high_quality: 0.5, reverse_kl: 0.1 })),
    { target: 'ring8', preset: 'plain', seeds: 3, modes: 2, of: 8, high_quality: 0.5 }
  ])
  const told = await atelier(folder, ['play', 'ring8', '--seeds', '2'])
  expect(told.out).toContain('seed 2: 2 of 8 modes, 50.0 % of high quality')
  expect(told.out).toContain('in the median: 1.5 of 8 modes')
  for (const [words, sentence] of [
    [[], 'The target is missing'],
    [['ring9'], 'ring8'],
    [['ring8', '--preset', 'moden'], 'modern'],
    [['ring8', '--loss', 'hing'], 'hinge'],
    [['ring8', '--seeds', '99'], '32']
  ] as const) {
    const refused = await atelier(folder, ['play', ...words])
    expect(refused.exit).not.toBe(0)
    expect(refused.err).toContain(sentence)
  }
})
