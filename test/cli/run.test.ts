import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { COMMANDS } from '../../src-main/cli/commands.ts'
import { thisMachine, usualSettings } from '../../src-main/studio/machine.ts'
import { openProjectFolder } from '../../src-main/studio/project.ts'
import { pictureFolder } from '../studio/studio.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { atelier } from './command-line.ts'

const SHORT = ['--set', 'batch=16', '--set', 'checkpointEvery=64', '--set', 'latent=2']

// What a run of few steps is trained with, and what the small trainer tells.
const { threads, interOpThreads, layout, xla } = usualSettings(thisMachine())
const ENGINE = {
  device: 'cpu',
  threads,
  inter_op_threads: interOpThreads,
  layout,
  xla,
  threads_choice: 'usual',
  waiting_share: 0.001
}

async function importedProject(): Promise<{ folder: string; project: string }> {
  const folder = temporaryFolder()
  const project = join(folder, 'project')
  const pictures = pictureFolder(40, ['notes.txt'])
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
  return { folder, project }
}

async function trainedProject(): Promise<{ folder: string; project: string; run: string }> {
  const given = await importedProject()
  const words = ['train', '--project', given.project, '--dataset', 'faces', '--images', '160']
  const { records } = await atelier(given.folder, [...words, ...SHORT, '--json'])
  return { ...given, run: String(records.at(-1)?.run) }
}

test('import reports what it did, as an object or as text', async () => {
  const folder = temporaryFolder()
  const project = join(folder, 'project')
  const words = ['import', pictureFolder(3, ['a.txt']), '--project', project, '--name', 'faces']
  const first = await atelier(folder, [...words, '--size', '16', '--json'])
  const second = await atelier(folder, [...words, '--size', '16'])
  expect([first.exit, first.records]).toEqual([
    0,
    [
      {
        dataset: expect.stringMatching(/^[0-9a-f]{10}$/) as string,
        name: 'faces',
        imported: 3,
        rejected: [{ file: 'a.txt', reason: 'It is not a picture.' }],
        duplicates: 0,
        near_duplicates: [],
        outliers: [],
        notes: [],
        upscaled: 0,
        grey: false,
        reused: 0,
        images_per_s: 1000
      }
    ]
  ])
  expect([second.exit, second.out.replace(/\(\w{10}\)/, '(id)')]).toEqual([
    0,
    'faces 2 (id): 3 pictures of 16 px, 1000 images/s\n  1 rejected:\n    a.txt: It is not a picture.\n'
  ])
})

test('import says which choices a setting has, and leaves near duplicates out where asked to', async () => {
  const folder = temporaryFolder()
  const project = join(folder, 'project')
  const pictures = pictureFolder(8, ['like a.png', 'like b.png'])
  const words = ['import', pictures, '--project', project]
  const wrong = await atelier(folder, [...words, '--fit', 'squeeze'])
  const left = await atelier(folder, [
    ...words,
    '--near',
    'leave-out',
    '--labels',
    'none',
    '--json'
  ])
  expect([wrong.exit, wrong.err, left.exit, left.records.at(-1)?.imported]).toEqual([
    2,
    '--fit cannot be "squeeze"; it takes centre, attention, entropy, pad, stretch.\n',
    0,
    8
  ])
})

test('draw makes a data set of a sample set', async () => {
  const folder = temporaryFolder()
  const words = ['--project', join(folder, 'project'), '--count', '20', '--size', '16']
  const drawn = await atelier(folder, ['draw', 'shapes', ...words, '--json'])
  const wrong = await atelier(folder, ['draw', 'cats', ...words])
  expect([drawn.exit, drawn.records.at(-1)]).toEqual([
    0,
    { dataset: expect.any(String) as string, name: 'Shapes', drawn: 20 }
  ])
  expect([wrong.exit, wrong.err]).toEqual([
    2,
    'What to draw cannot be "cats"; it is one of avatars, shapes, edges-to-shapes, voxels.\n'
  ])
})

test('train gives the checkpoint and its hash; runs lists it; resume goes on', async () => {
  const { folder, project, run } = await trainedProject()
  const listed = await atelier(folder, ['runs', '--project', project, '--json'])
  expect([listed.exit, listed.records]).toEqual([
    0,
    [
      {
        run,
        name: 'faces · DCGAN',
        state: 'finished',
        preset: 'dcgan',
        config_digest: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
        images: 160,
        images_per_s: 1000,
        checkpoint: 160,
        weights_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        ...ENGINE,
        metrics: expect.objectContaining({ images: 160, generatorLoss: 1 }) as object
      },
      { runs: 1 }
    ]
  ])
  const words = ['resume', '--project', project, '--run', run.slice(0, 6)]
  const complete = await atelier(folder, words)
  expect([complete.exit, complete.err]).toEqual([
    2,
    '“faces · DCGAN” has seen 160 of 160 images already; give a larger total to train it further.\n'
  ])
  const resumed = await atelier(folder, [...words, '--images', '320', '--json'])
  expect([resumed.exit, resumed.records.at(-1)]).toEqual([
    0,
    {
      run,
      state: 'finished',
      images: 320,
      checkpoint: 320,
      weights_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      images_per_s: expect.any(Number) as number,
      ...ENGINE
    }
  ])
})

test('fork trains a run of its own from a checkpoint with other settings', async () => {
  const { folder, project, run } = await trainedProject()
  const words = ['fork', '--project', project, '--run', run, '--images', '320', '--json']
  const rate = ['--set', 'generatorRate=0.0001', '--name', 'Slower']
  const forked = await atelier(folder, [...words, ...rate])
  const last = forked.records.at(-1)!
  expect([forked.exit, last.state, last.images, last.run === run]).toEqual([
    0,
    'finished',
    320,
    false
  ])
  const listed = await atelier(folder, ['runs', '--project', project, '--json'])
  expect(listed.records.map(({ name, images }) => [name, images])).toEqual([
    ['faces · DCGAN', 160],
    ['Slower', 320],
    [undefined, undefined]
  ])
  const wider = await atelier(folder, [...words, '--set', 'generatorFilters=8'])
  expect([wider.exit, wider.err]).toEqual([2, expect.stringMatching(/^"generatorFilters" cannot/)])
})

test('runs tells which wait, in their order, and why nothing starts by itself', async () => {
  const { folder, project, run } = await trainedProject()
  const { store } = await openProjectFolder(project, false)
  const waiting = { ...store.runs.get(run)!, state: 'queued' as const, createdAt: Date.now() }
  for (const id of ['aaaaaaaaaa', 'bbbbbbbbbb']) store.runs.insert({ ...waiting, id, name: id })
  store.runs.setPlaces(['bbbbbbbbbb', 'aaaaaaaaaa'])
  store.close()
  const { records } = await atelier(folder, ['runs', '--project', project, '--json'])
  expect(records.slice(1, 3).map(({ name, place }) => [name, place])).toEqual([
    ['aaaaaaaaaa', 2],
    ['bbbbbbbbbb', 1]
  ])
  expect(records.at(-1)).toEqual({
    runs: 3,
    held: true,
    why: expect.stringContaining('nothing starts by itself') as string
  })
  const { out } = await atelier(folder, ['runs', '--project', project])
  expect(out).toMatch(/ queued 1 .*\n3 in all; the queue is held\. .+\n$/)
})

test('Ctrl-C stops the run with a checkpoint, names how to resume, and is not a success', async () => {
  const { folder, project } = await importedProject()
  const interruption = new AbortController()
  // Once it trains, however long that takes on a busy machine.
  const looking = setInterval(() => {
    const files = readdirSync(project, { recursive: true, encoding: 'utf8' })
    if (files.some((file) => file.endsWith('.safetensors'))) interruption.abort()
  }, 20)
  onTestFinished(() => clearInterval(looking))
  const words = ['train', '--project', project, '--dataset', 'faces', '--images', '90000000']
  const { exit, err, records } = await atelier(folder, [...words, ...SHORT, '--json'], {
    interrupted: interruption.signal
  })
  const last = records.at(-1)!
  expect([exit, last.state, last.checkpoint]).toEqual([130, 'stopped', last.images])
  expect(err).toContain(
    `Go on with: atelier resume --project ${project} --run ${String(last.run)}\n`
  )
})

test('engine tells what computes and how fast', async () => {
  const { exit, records } = await atelier(temporaryFolder(), ['engine', '--json'])
  expect([exit, records]).toEqual([
    0,
    [
      {
        ready: true,
        provider: 'test',
        device: 'cpu',
        tensorflow: '0.0.0',
        threads: 1,
        gemm_gflops: 123,
        kernels: false
      }
    ]
  ])
})

test('Ctrl-C before there was a run to stop stops it as soon as there is', async () => {
  const { folder, project } = await importedProject()
  const words = ['train', '--project', project, '--dataset', 'faces', '--images', '3200']
  const interrupted = AbortSignal.abort()
  const { exit, records } = await atelier(folder, [...words, ...SHORT, '--json'], { interrupted })
  expect([exit, records.at(-1)?.state]).toEqual([130, 'stopped'])
})

const P = ['--project', 'P']

test.each([
  [['trian'], 'There is no command "trian"; the nearest is "train".'],
  [
    ['train', ...P, '--datset', 'x'],
    '"atelier train" has no option --datset; the nearest is --dataset.'
  ],
  [['train', '--dataset', 'x'], '--project is missing; see: atelier help'],
  [
    ['train', ...P, '--dataset', 'x', '--set', 'btach=8'],
    'There is no setting "btach"; the nearest is "batch".'
  ],
  [['train', ...P, '--dataset', 'x'], 'There is no data set in P; make one with: atelier import'],
  [['import', ...P], 'The folder to import is missing; see: atelier help import'],
  [
    ['import', '/nowhere', ...P],
    'There is no folder /nowhere; choose the folder that holds the pictures.'
  ],
  [['import', '/etc', ...P, '--size', '48'], '--size cannot be "48"; it takes 16, 32, 64, 128.'],
  [
    ['import', 'a', 'b', ...P],
    '"b" is one word too many for "atelier import"; see: atelier help import'
  ],
  [
    ['runs', ...P, '--json=yes'],
    "Option '--json' does not take an argument; see: atelier help runs"
  ],
  [['resume', ...P], 'There is no run in P; make one with: atelier train'],
  [
    ['resume', ...P, '--images', 'many'],
    '--images cannot be "many"; it takes a whole number from 1 to 100000000.'
  ],
  [
    ['engine', '--repair'],
    "--repair is the set-up's work and needs its scripts; in the checkout run: npm run -s atelier -- engine --repair"
  ]
])('%j is a mistake, told in one sentence', async (words, sentence) => {
  const folder = temporaryFolder()
  const project = join(folder, 'P')
  const args = words.map((word) => (word === 'P' ? project : word))
  const { exit, out, err } = await atelier(folder, args)
  expect([exit, out, err.replaceAll(project, 'P')]).toEqual([2, '', `${sentence}\n`])
})

test('a mistyped setting leaves no project behind', async () => {
  const folder = temporaryFolder()
  const project = join(folder, 'project')
  await atelier(folder, ['train', '--project', project, '--dataset', 'x', '--set', 'btach=8'])
  expect(existsSync(project)).toBe(false)
})

test('help lists every command, and says more of one', async () => {
  const folder = temporaryFolder()
  const page = await atelier(folder, ['help'])
  const own = await atelier(folder, ['train', '--help'])
  const none = await atelier(folder, [])
  expect([page.exit, own.exit, none.exit, none.out]).toEqual([0, 0, 2, page.out])
  expect([page.out.match(/^ {2}atelier \w+/gm), own.out.split('\n')[0]]).toEqual([
    Object.keys(COMMANDS).map((name) => `  atelier ${name}`),
    'atelier train --project P --dataset N [--preset dcgan] [--images 20000] [--seed 1] [--threads T] [--device cpu] [--set key=value]… [--name R]'
  ])
})
