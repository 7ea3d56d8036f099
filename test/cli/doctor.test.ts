import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pictureFolder } from '../studio/studio.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { atelier } from './command-line.ts'

test('doctor tells what is wrong, how sure it is, since when, and what may help', async () => {
  const folder = temporaryFolder()
  const P = ['--project', join(folder, 'project')]
  await atelier(folder, ['import', pictureFolder(40), ...P, '--name', 'faces', '--size', '16'])
  const settings = ['--set', 'batch=16', '--set', 'checkpointEvery=1600', '--set', 'seed=1']
  await atelier(folder, ['train', ...P, '--dataset', 'faces', '--images', '3200', ...settings])

  const { exit, records } = await atelier(folder, ['doctor', ...P, '--json'])
  expect(exit).toBe(0)
  expect(records).toMatchObject([{ state: 'sick', verdicts: [{ illness: 'discriminator-won' }] }])
  const { out } = await atelier(folder, ['doctor', ...P])
  expect(out).toMatch(/^The discriminator has won: .* sure, at 3200 images, and sees it since 0\./)
  expect(out).toContain('  Pictures it mistakes: 0.00, limit 0.003')
  expect(out).toContain('--set r1Gamma=1 --set r2Gamma=1')
  const { err } = await atelier(folder, ['doctor', ...P, '--run', 'nobody'])
  expect(err).toContain('There is no run "nobody"')
})
