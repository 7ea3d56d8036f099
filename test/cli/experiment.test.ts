import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pictureFolder } from '../studio/studio.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { atelier } from './command-line.ts'

test('experiment trains every combination with every seed and tells of each', async () => {
  const folder = temporaryFolder()
  const P = ['--project', join(folder, 'project')]
  await atelier(folder, ['import', pictureFolder(40), ...P, '--name', 'faces', '--size', '16'])
  const begin = (...more: string[]) =>
    atelier(folder, [
      'experiment',
      ...P,
      '--dataset',
      'faces',
      '--set',
      'images=192',
      '--set',
      'batch=16',
      ...more
    ])
  const { exit, records } = await begin(
    ...['--vary', 'generatorRate=1e-4,2e-4', '--seeds', '2', '--json']
  )
  expect(exit).toBe(0)
  const last = records.at(-1) as { runs: Record<string, unknown>[] }
  expect(last.runs.map(({ generatorRate, seed, state }) => [generatorRate, seed, state])).toEqual([
    [1e-4, 1, 'finished'],
    [1e-4, 2, 'finished'],
    [2e-4, 1, 'finished'],
    [2e-4, 2, 'finished']
  ])
  const drawn = await begin('--vary', 'generatorRate=1e-5..1e-3', '--draws', '2', '--json')
  const rates = (drawn.records.at(-1) as typeof last).runs.map((run) =>
    Number(run['generatorRate'])
  )
  expect(rates.every((rate) => rate > 1e-5 && rate < 1e-3)).toBe(true)

  for (const [word, sentence] of [
    ['generatorRate=1e-5..1e-3', 'or --draws'],
    ['generatorRate=', 'no values to try'],
    ['generatorRat=1', 'the nearest is "generatorRate"'],
    ['loss=hinge..minimax', 'is no number'],
    ['loss=hing', 'hinge']
  ] as const) {
    const refused = await begin('--vary', word)
    expect(refused.exit).not.toBe(0)
    expect(refused.err).toContain(sentence)
  }
})
