import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pictureFolder } from '../studio/studio.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { atelier, type Outcome } from './command-line.ts'

/** A project with a trained run of two latent dimensions, and `atelier directions` on it. */
async function trained() {
  const folder = temporaryFolder()
  const project = join(folder, 'project')
  const pictures = pictureFolder(40)
  await atelier(folder, [
    'import',
    pictures,
    '--project',
    project,
    '--name',
    'faces',
    '--size',
    '16'
  ])
  const settings = ['batch=16', 'checkpointEvery=64', 'latent=2', 'generatorFilters=4']
  const words = ['train', '--project', project, '--dataset', 'faces', '--images', '160']
  await atelier(folder, [...words, ...settings.flatMap((setting) => ['--set', setting])])
  return {
    folder,
    directions: (...rest: string[]): Promise<Outcome> =>
      atelier(folder, ['directions', '--project', project, ...rest])
  }
}

test('directions are found, listed, made of one another, shown and deleted', async () => {
  const { folder, directions } = await trained()
  const found = await directions('--json', '--components', '2', '--name', 'pose')
  expect(found.records.map(({ name, checkpoint }) => [name, checkpoint])).toEqual([
    ['pose 1', 160],
    ['pose 2', 160]
  ])
  await directions('--dimension', '2', '--name', 'smile=big')
  const sum = await directions('--json', '--combine', 'pose 1=1,smile=big=-0.5', '--name', 'sum')
  expect([sum.exit, sum.records[0]!.source]).toEqual([0, 'combination'])
  const apart = await directions('--json', '--orthogonal', 'sum', '--against', 'pose 1,pose 2')
  expect(apart.records[0]!.source).toBe('orthogonal')
  const exemplars = ['--plus', '1,2,3', '--minus', '4,5,6', '--name', 'hat', '--uncorrected']
  expect((await directions('--json', ...exemplars)).records[0]!.source).toBe('difference')

  const strip = join(folder, 'strip.png')
  const shown = await directions('--json', '--show', 'sum', '--strip', strip, '--z-seed', '7')
  expect(shown.records.at(-1)).toEqual({ path: strip, rows: 1 })
  expect(existsSync(strip)).toBe(true)

  await directions('--delete', 'sum')
  const { out } = await directions('--list')
  expect(out.match(/^[^(]+/gm)!.map((name) => name.trim())).toEqual(
    expect.arrayContaining(['pose 1', 'pose 2', 'smile=big', 'hat'])
  )
  expect(out).not.toContain('sum (')
})

test('each mistake is a sentence', async () => {
  const { directions } = await trained()
  const mistakes: [string[], string][] = [
    [[], 'There is nothing to find a direction from; give --attribute'],
    [['--dimension', '1', '--components', '2'], 'are two directions; find one after the other'],
    [['--dimension', '3'], 'has no dimension 3; it has 2'],
    [['--show', 'smile'], 'There is no direction "smile"; the run has none yet.'],
    [['--attribute', 'glasses'], '--attribute cannot be "glasses"; it takes a name, "="'],
    [['--combine', 'a=1'], '--combine takes two directions or more'],
    [['--plus', '1,2'], '--minus is missing']
  ]
  for (const [words, sentence] of mistakes) {
    const { exit, err } = await directions(...words)
    expect([exit, err]).toEqual([2, expect.stringContaining(sentence)])
  }
})

test('Ctrl-C cancels, and nothing is kept', async () => {
  const { folder, directions } = await trained()
  const interrupted = AbortSignal.timeout(1_500)
  const project = join(folder, 'project')
  const words = ['directions', '--project', project, '--attribute', 'glasses=round']
  expect((await atelier(folder, words, { interrupted })).exit).toBe(130)
  expect((await directions('--list')).out).toBe('There are none yet.\n')
})
