import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pictureFolder } from '../studio/studio.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { atelier } from './command-line.ts'

test('evaluate gives the measures of a checkpoint with their numbers of pictures', async () => {
  const folder = temporaryFolder()
  const P = ['--project', join(folder, 'project')]
  await atelier(folder, ['import', pictureFolder(40), ...P, '--name', 'faces', '--size', '16'])
  const settings = ['--set', 'batch=16', '--set', 'checkpointEvery=64']
  const words = ['train', ...P, '--dataset', 'faces', '--images', '160', ...settings, '--json']
  const run = String((await atelier(folder, words)).records.at(-1)!.run)

  const newest = await atelier(folder, ['evaluate', ...P, '--json'])
  expect(newest.exit).toBe(0)
  const [evaluation] = newest.records as [{ measures: unknown[] }]
  expect(evaluation).toMatchObject({ run, images: 160, classes: [], evidence: [], seconds: 2 })
  expect(evaluation.measures).toMatchObject([{ id: 'quality', samples: 1000, reals: 1000 }])

  const older = await atelier(folder, ['evaluate', ...P, '--checkpoint', '64', '--samples', '200'])
  expect([older.exit, older.out]).toEqual([
    0,
    `64 images, measured in 2.0 s:\n  Quality                            1.999  (real beside real 1.000; 200 samples, 200 real)\n`
  ])
  const refused = [
    [['--samples', '10'], '--samples'],
    [['--checkpoint', '65'], 'has no checkpoint at 65 images'],
    [['--run', 'nobody'], 'There is no run "nobody"']
  ] as const
  for (const [more, sentence] of refused) {
    const { exit, err } = await atelier(folder, ['evaluate', ...P, ...more])
    expect(exit, sentence).not.toBe(0)
    expect(err).toContain(sentence)
  }
})
