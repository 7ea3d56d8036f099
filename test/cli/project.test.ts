import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { nodeSpawner } from '../../src-main/studio/spawn-node.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { atelier } from './command-line.ts'

const TINY = [
  'batch=16',
  'checkpointEvery=64',
  'latent=2',
  'generatorFilters=4',
  'discriminatorFilters=4'
]

/** A project with a trained run, by the small workers or by the real ones. */
async function trained(workers?: 'real') {
  const folder = temporaryFolder()
  const path = (name: string): string => join(folder, name)
  const entries = join(import.meta.dirname, '../../src-main/workers')
  const spawner = nodeSpawner((kind) => join(entries, `${kind}.ts`))
  const run = (...words: string[]) => atelier(folder, words, workers && { spawner })
  const [command, ...project] = ['project', '--project', path('p')] as const
  await run('draw', 'avatars', ...project, '--name', 'faces', '--size', '16', '--count', '40')
  const settings = TINY.flatMap((setting) => ['--set', setting])
  const images = ['--images', '160', '--dataset', 'faces']
  const { records } = await run('train', ...project, ...images, ...settings, '--json')
  return {
    path,
    run: String(records.at(-1)!['run']),
    find: (...words: string[]) => run(command, ...words, ...project)
  }
}

test('project tells where a picture was found, keeps it, and writes both pictures', async () => {
  const { path, run, find } = await trained()
  const picture = path('me.png')
  writeFileSync(picture, 'anything')
  const made = ['--out', path('found.png'), '--difference', path('difference.png')]
  const { exit, records, err } = await find(picture, '--name', 'my face', '--json', ...made)
  expect([exit, err]).toEqual([0, ''])
  expect(records.at(-1)).toEqual({
    path: path('found.png'),
    difference: path('difference.png'),
    run,
    checkpoint: 160,
    id: expect.any(String),
    z: [0.5, 0.5],
    error: 0.01,
    guess_error: 0.1,
    feature_error: 0.2,
    seconds: 1
  })
  const lineage = [{ how: 'projection', words: 'me.png', z: [0.5, 0.5], parents: [] }]
  expect(JSON.parse(readFileSync(path('found.png'), 'utf8'))).toEqual([
    expect.stringContaining('160.safetensors'),
    { kind: 'picture', z: [0.5, 0.5], lineage, scale: 1 }
  ])
  expect(readFileSync(path('difference.png'), 'utf8')).toBe('z 0.5 0.5anythingme.png')
  expect((await find(picture)).out).toBe(
    '“me.png” at 160 images, pixels 0.010 off (mean square; the first guess 0.10), in 1.0 s\n'
  )
})

test('project without a picture, or with none, is a sentence', async () => {
  const { path, find } = await trained()
  const said = async (...words: string[]): Promise<unknown[]> => {
    const { exit, err } = await find(...words)
    return [exit, err.split('\n').at(-2)]
  }
  expect(await said()).toEqual([2, 'The picture to look for is missing; see: atelier help project'])
  expect(await said(path('none.png'))).toEqual([
    2,
    `There is no file ${path('none.png')}; choose a picture.`
  ])
})

test('with the real workers a photograph is fitted, found and shown, and text is refused', async () => {
  const { path, find } = await trained('real')
  await sharp({ create: { width: 90, height: 50, channels: 3, background: '#4080c0' } })
    .jpeg()
    .toFile(path('me.jpg'))
  const made = ['--out', path('found.png'), '--difference', path('difference.png')]
  const { exit, records, err } = await find(path('me.jpg'), '--json', ...made)
  expect([exit, err]).toEqual([0, ''])
  const { z, error, guess_error: guessError } = records.at(-1)!
  expect(z).toHaveLength(2)
  // A generator of ten steps hardly answers to z; features and prior weigh as well.
  expect(Number(error)).toBeLessThan(1.1 * Number(guessError))
  for (const name of ['found.png', 'difference.png']) {
    expect(await sharp(path(name)).metadata()).toMatchObject({ width: 16, height: 16 })
  }
  writeFileSync(path('notes.png'), 'only words, and no picture at all')
  const refused = await find(path('notes.png'), '--json')
  expect([refused.exit, refused.err]).toEqual([
    2,
    '“notes.png” cannot be looked for in a model; it is not a picture: its content is text.\n'
  ])
})
