import { expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { atelier } from './command-line.ts'

test('play needs no project, tells of every seed, and refuses what it does not know', async () => {
  const folder = temporaryFolder()
  const { exit, records } = await atelier(folder, ['play', 'ring8', '--seeds', '3', '--json'])
  expect(exit).toBe(0)
  expect(records.at(-1)).toMatchObject({
    ...{ target: 'ring8', preset: 'plain' },
    results: [{ seed: 1 }, { seed: 2 }, { seed: 3 }]
  })
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
