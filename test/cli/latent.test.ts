import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { nodeSpawner } from '../../src-main/studio/spawn-node.ts'
import { pictureFolder } from '../studio/studio.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { atelier, type Outcome } from './command-line.ts'

interface Trained {
  project: string
  run: string
  /** Runs a command on the run; `out` is a name in the test's folder. */
  make(command: string, out: string, ...words: string[]): Promise<Outcome>
  path(name: string): string
}

const TINY = ['batch=16', 'checkpointEvery=64', 'latent=2', 'generatorFilters=4']

/** A project with a trained run, by the small workers or by the real ones. */
async function trained(workers?: 'real'): Promise<Trained> {
  const folder = temporaryFolder()
  const path = (name: string): string => join(folder, name)
  const project = path('project')
  const spawner = workers && nodeSpawner(realWorker)
  const run = (words: string[]) => atelier(folder, words, spawner && { spawner })
  const pictures = workers ? await drawPictures() : pictureFolder(40)
  await run(['import', pictures, '--project', project, '--name', 'faces', '--size', '16'])
  const settings = TINY.flatMap((setting) => ['--set', setting])
  const words = ['train', '--project', project, '--dataset', 'faces', '--images', '160']
  const { records } = await run([...words, ...settings, '--json'])
  return {
    project,
    run: String(records.at(-1)!.run),
    path,
    make: (command, out, ...rest) =>
      run([command, '--project', project, '--json', '--out', path(out), ...rest])
  }
}

const realWorker = (kind: string): string =>
  join(import.meta.dirname, `../../src-main/workers/${kind}.ts`)

async function drawPictures(): Promise<string> {
  const folder = temporaryFolder()
  for (let n = 0; n < 20; n++) {
    const pixels = Uint8Array.from({ length: 16 * 16 }, (_, at) => (at * 3 + n * 11) % 256)
    const raw = { width: 16, height: 16, channels: 1 } as const
    await sharp(pixels, { raw })
      .png()
      .toFile(join(folder, `${n}.png`))
  }
  return folder
}

/** What the small explorer was asked to write: the checkpoint's file and the rest. */
function asked(file: string): [string, unknown] {
  return JSON.parse(readFileSync(file, 'utf8')) as [string, unknown]
}

test('sample writes a grid of draws, or of the vectors given', async () => {
  const { project, run, make, path } = await trained()
  const file = join(project, 'runs', run, 'checkpoints', '160.safetensors')
  const { records } = await make('sample', 'grid.png', '--seed', '7', '--count', '2')
  const latents = [
    [1, 1],
    [0, 0]
  ]
  expect([records, asked(path('grid.png'))]).toEqual([
    [{ path: path('grid.png'), run, checkpoint: 160, count: 2 }],
    [file, { kind: 'grid', latents, scale: 1 }]
  ])
  writeFileSync(path('z.json'), '[0.25, -0.5]')
  // A vector of a hundred numbers is longer than any file name may be.
  const long = `[0.25,${' '.repeat(5_000)}-0.5]`
  for (const z of [path('z.json'), '[0.25, -0.5]', long]) {
    const older = ['--checkpoint', '64', '--scale', '2', '--z', z]
    expect((await make('sample', 'one.png', ...older)).exit).toBe(0)
    expect(asked(path('one.png'))).toEqual([
      file.replace('160', '64'),
      { kind: 'grid', latents: [[0.25, -0.5]], scale: 2 }
    ])
  }
  await make('sample', 'story.png', '--lineage', '--seed', '5', '--count', '1')
  const step = { how: 'seed', words: 'seed 5, number 1', z: [1, 1], parents: [] }
  expect(asked(path('story.png'))[1]).toEqual({
    kind: 'picture',
    z: [1, 1],
    lineage: [step],
    scale: 1
  })
})

test('walk takes its legs, easing, loop of noise and format from the words', async () => {
  const { run, make, path } = await trained()
  const stops = ['--z-seeds', '1,2,3']
  const { records } = await make('walk', 'walk.gif', ...stops, '--frames', '50')
  const plan = (legs: object[], rest: object = {}): object => ({
    keyframes: [
      [1, 1],
      [0, 0],
      [1, 1]
    ].map((z, stop) => ({ z, easing: 'linear', frames: 24, ...legs[stop] })),
    interpolation: 'slerp',
    closed: true,
    ...rest
  })
  expect([records, asked(path('walk.gif'))[1]]).toEqual([
    [{ path: path('walk.gif'), run, checkpoint: 160, frames: 50 }],
    {
      kind: 'walk',
      plan: plan([17, 16, 17].map((frames) => ({ frames }))),
      format: 'gif',
      framesPerSecond: 25,
      scale: 4
    }
  ])
  const words = ['--open', '--easing', 'ease-in,hold', '--interpolation', 'lerp', '--frames', '21']
  const noise = ['--noise', '1.5', '--noise-turns', '2', '--noise-seed', '9', '--fps', '12']
  const open = await make('walk', 'frames.zip', ...stops, ...words, ...noise)
  expect([open.records.at(-1)?.frames, asked(path('frames.zip'))[1]]).toEqual([
    21,
    {
      kind: 'walk',
      plan: plan(
        [
          { frames: 10, easing: 'ease-in' },
          { frames: 10, easing: 'hold' }
        ],
        { interpolation: 'lerp', closed: false, noise: { radius: 1.5, turns: 2, seed: 9 } }
      ),
      format: 'png-sequence',
      framesPerSecond: 12,
      scale: 4
    }
  ])
  const formats: Record<string, string> = {
    'a.webp': 'webp',
    'a.apng': 'apng',
    'a.png': 'contact-sheet',
    folder: 'png-sequence'
  }
  for (const [out, format] of Object.entries(formats)) {
    await make('walk', out, '--z-seeds', '1', '--noise', '1')
    expect(asked(path(out))[1]).toMatchObject({ format })
  }
})

test('arithmetic keeps the order of its terms, and their weights', async () => {
  const { make, path } = await trained()
  await make('arithmetic', 'row.png', '--plus', '1,2', '--minus', '0.5x3', '--plus', '1.5x5,4')
  const terms = [
    {
      weight: 1,
      latents: [
        [1, 1],
        [0, 0]
      ]
    },
    { weight: -0.5, latents: [[1, 1]] },
    {
      weight: 1.5,
      latents: [
        [1, 1],
        [0, 0]
      ]
    }
  ]
  expect(asked(path('row.png'))[1]).toEqual({ kind: 'arithmetic', terms, seed: 1, scale: 4 })
})

test('arithmetic that is steadied has the place that was looked for as its result', async () => {
  const { make, path } = await trained()
  await make('arithmetic', 'row.png', '--plus', '1,2', '--minus', '3', '--steady')
  expect(asked(path('row.png'))[1]).toMatchObject({ kind: 'arithmetic', result: [2, 2] })
})

test('export writes into a folder, or to the file named', async () => {
  const { make, path } = await trained()
  const inside = await make('export', 'models', '--format', 'onnx')
  const named = await make('export', 'g.safetensors', '--format', 'safetensors')
  const web = await make('export', 'web', '--format', 'tfjs')
  expect([inside, named, web].map(({ exit, records }) => [exit, records[0]?.path])).toEqual([
    [0, join(path('models'), 'generator.onnx')],
    [0, path('g.safetensors')],
    [0, path('web')]
  ])
  expect(asked(join(path('models'), 'generator.onnx'))[1]).toEqual({
    kind: 'model',
    format: 'onnx'
  })
})

test(
  'regenerate writes the same bytes again, and says why where it cannot',
  { timeout: 120_000 },
  async () => {
    const { project, run, make, path } = await trained('real')
    await make('sample', 'picture.png', '--lineage', '--seed', '7', '--count', '1', '--scale', '3')
    const again = await make('regenerate', 'same.png', path('picture.png'))
    expect([again.exit, again.records]).toEqual([
      0,
      [{ path: path('same.png'), run, checkpoint: 160, identical: true }]
    ])
    const bytes = readFileSync(path('picture.png'))
    expect(readFileSync(path('same.png'))).toEqual(bytes)
    const sum = ['--plus', '1,2,3', '--minus', '4', '--plus', '5,6,7']
    await make('sample', 'grid.png', '--seed', '3', '--count', '40')
    await make('arithmetic', 'row.png', ...sum)
    await make('walk', 'walk.apng', '--z-seeds', '1,2', '--frames', '4')
    await make('walk', 'sheet.png', '--z-seeds', '1,2', '--frames', '9')
    // The grid of the end, whose weights were saved.
    const snapshots = join(project, 'runs', run, 'snapshots')
    copyFileSync(join(snapshots, '160.png'), path('snapshot.png'))
    for (const name of ['grid.png', 'row.png', 'walk.apng', 'sheet.png', 'snapshot.png']) {
      const { exit, err } = await make('regenerate', `again-${name}`, path(name))
      expect([name, exit, err]).toEqual([name, 0, ''])
      expect(readFileSync(path(`again-${name}`)).equals(readFileSync(path(name)))).toBe(true)
    }
    const unsaved = readdirSync(snapshots).find(
      (name) => !['64.png', '128.png', '160.png'].includes(name)
    )!
    const missing = await make('regenerate', 'no.png', join(snapshots, unsaved))
    expect([missing.exit, missing.err]).toEqual([
      2,
      expect.stringContaining('has no such checkpoint any more; there are 64, 128, 160.')
    ])
    // The grid of one is the picture itself, which tells nothing.
    await make('sample', 'silent.png', '--seed', '7', '--count', '1')
    const silent = await make('regenerate', 'no.png', path('silent.png'))
    expect([silent.exit, silent.err]).toEqual([
      2,
      'silent.png tells nothing of how it was made; it is no picture of this studio, or another program has left that out.\n'
    ])
    // Another run's weights in its place.
    const checkpoints = join(project, 'runs', run, 'checkpoints')
    const other = readFileSync(join(checkpoints, '64.safetensors'))
    writeFileSync(join(checkpoints, '160.safetensors'), other)
    const replaced = await make('regenerate', 'other.png', path('picture.png'))
    expect([replaced.exit, replaced.records.at(-1)?.identical]).toEqual([1, false])
    // In a project that never had the run.
    const foreign = await make(
      'regenerate',
      'no.png',
      path('picture.png'),
      '--project',
      path('elsewhere')
    )
    expect([foreign.exit, foreign.err]).toEqual([
      2,
      `The picture was made by “faces · DCGAN” (${run}), and there is no such run in ${path('elsewhere')}; give the project that has it.\n`
    ])
    expect(readdirSync(path('.')).includes('no.png')).toBe(false)
  }
)

test('Ctrl-C cancels an export, which leaves nothing behind', { timeout: 120_000 }, async () => {
  const given = await trained('real')
  const folder = given.path('.')
  mkdirSync(given.path('out'))
  const words = ['walk', '--project', given.project, '--z-seeds', '1,2', '--frames', '1000']
  const { exit, err } = await atelier(
    folder,
    [...words, '--scale', '16', '--out', join(given.path('out'), 'frames')],
    { spawner: nodeSpawner(realWorker), interrupted: AbortSignal.abort() }
  )
  expect([exit, err.trim().split('\n').at(-1)]).toEqual([
    130,
    '“a walk” was cancelled; nothing of it was kept.'
  ])
  expect(readdirSync(given.path('out'))).toEqual([])
})

const P = ['--project', 'P']

test.each([
  [
    ['sample', ...P, '--out', 'a.png', '--z', 'nonsense'],
    '--z cannot be "nonsense"; it takes numbers as [0.1, -0.2, …] or a JSON file of them.'
  ],
  [
    ['sample', ...P, '--out', 'a.png', '--z', '/'],
    '--z cannot be "/"; it takes numbers as [0.1, -0.2, …] or a JSON file of them.'
  ],
  [
    ['walk', ...P, '--out', 'a.gif', '--z-seeds', '1,x'],
    '--z-seeds cannot be "1,x"; it takes seeds divided by commas, such as 1,2,3.'
  ],
  [
    ['walk', ...P, '--out', 'a.gif', '--z-seeds', '1'],
    '--z-seeds has 1; a walk takes 2 to 64 stops, such as 1,2,3.'
  ],
  [
    ['walk', ...P, '--out', 'a.gif', '--z-seeds', '1', '--noise', '1', '--open'],
    '--z-seeds has 1; a walk takes 2 to 64 stops, such as 1,2,3.'
  ],
  [
    ['walk', ...P, '--out', 'a.gif', '--z-seeds', '1,2', '--frames', '1001'],
    '--frames cannot be "1001"; it takes a whole number from 2 to 1000.'
  ],
  [
    ['walk', ...P, '--out', 'a.gif', '--z-seeds', '1,2,3', '--easing', 'hold,linear'],
    '--easing has 2, and the walk has 3 legs; give one for all, or one a leg.'
  ],
  [
    ['walk', ...P, '--out', 'a.gif', '--z-seeds', '1,2', '--easing', 'soft'],
    '--easing cannot be "soft"; it takes linear, ease-in, ease-out, ease-in-out, hold.'
  ],
  [
    ['walk', ...P, '--out', 'a.gif', '--z-seeds', '1,2', '--noise', 'much'],
    '--noise cannot be "much"; it takes a number from 0 to 10.'
  ],
  [
    ['walk', ...P, '--out', 'a.gif', '--z-seeds', '1,2', '--noise-turns', '2'],
    'There is no noise to turn; give its radius too, such as --noise 2.'
  ],
  [
    ['walk', ...P, '--out', 'P/a.mp4', '--z-seeds', '1,2'],
    "P/a.mp4 would be a film, which the window makes with its browser's encoder; take .webp or .gif here, or a folder of PNGs."
  ],
  [
    ['walk', ...P, '--out', 'P/a.bmp', '--z-seeds', '1,2'],
    'P/a.bmp cannot be written; its name must end with .gif, .webp, .apng, .png or .zip, or be that of a folder.'
  ],
  [['arithmetic', ...P, '--out', 'a.png'], 'There is no term; give --plus or --minus with seeds.'],
  [
    ['arithmetic', ...P, '--out', 'a.png', '--plus', '9x1,2'],
    '--plus cannot be "9x1,2"; its weight is a number from 0 to 4, as in 1.5x1,2,3.'
  ],
  [
    ['arithmetic', ...P, '--out', 'a.png', '--minus', 'x1,2'],
    '--minus cannot be "x1,2"; its weight is a number from 0 to 4, as in 1.5x1,2,3.'
  ],
  [
    ['export', ...P, '--out', 'a', '--format', 'keras'],
    '--format cannot be "keras"; it takes tfjs, onnx, safetensors.'
  ],
  [
    ['regenerate', ...P, '--out', 'a.png'],
    'The picture to make again is missing; see: atelier help regenerate'
  ],
  [
    ['regenerate', 'P/none.png', ...P, '--out', 'a.png'],
    'There is no file P/none.png; choose a picture.'
  ]
])('%j is a mistake, told in one sentence', async (words, sentence) => {
  const folder = temporaryFolder()
  const project = join(folder, 'P')
  const args = words.map((word) => word.replace(/^P(?=$|\/)/, project))
  const { exit, out, err } = await atelier(folder, args)
  expect([exit, out, err.replaceAll(project, 'P')]).toEqual([2, '', `${sentence}\n`])
})
