import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pictureFolder } from '../studio/studio.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { atelier } from './command-line.ts'

test('doctor tells what is wrong, how sure it is, since when, and what may help', async () => {
  const folder = temporaryFolder()
  const P = ['--project', join(folder, 'project')]
  await atelier(folder, ['import', pictureFolder(40), ...P, '--name', 'faces', '--size', '16'])
  // With this seed the small trainer fails at its first step.
  await atelier(folder, [
    'train',
    ...P,
    '--dataset',
    'faces',
    '--set',
    'batch=16',
    '--set',
    'seed=666'
  ])

  const { exit, records } = await atelier(folder, ['doctor', ...P, '--json'])
  expect(exit).toBe(0)
  expect(records).toMatchObject([{ state: 'sick', verdicts: [{ illness: 'not-finite' }] }])
  const { out } = await atelier(folder, ['doctor', ...P])
  expect(out).toMatch(/^Its numbers have grown beyond all bounds\. .*100 % sure, at 0 images/)
  expect(out).toContain('Add R1 and R2, from the start: Holding')
  expect(out).toContain('--set r1Gamma=1 --set r2Gamma=1')
  const { err } = await atelier(folder, ['doctor', ...P, '--run', 'nobody'])
  expect(err).toContain('There is no run "nobody"')
})
