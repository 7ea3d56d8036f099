import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memory } from '@tensorflow/tfjs-core'
import sharp from 'sharp'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MetricRow } from '../../src-main/contract/models.ts'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { shardFile } from '../../src-main/datasets/cache.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { encodeGrid } from '../../src-main/exports/images.ts'
import { readCheckpoint } from '../../src-main/training/checkpoint.ts'
import { estimateTraining } from '../../src-main/training/estimate.ts'
import { train, type TrainHooks } from '../../src-main/training/loop.ts'
import { writeSmallCache } from './small-cache.ts'

beforeAll(async () => {
  await startEngine()
})

const FEEDER = join(import.meta.dirname, '../../src-main/workers/feeder.ts')

let folder = ''
let cacheFolder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-loop-'))
  cacheFolder = writeSmallCache(join(folder, 'cache'), 21, 16)
})
afterEach(() => rmSync(folder, { recursive: true }))

const small = {
  size: 16,
  batch: 4,
  latent: 6,
  generatorFilters: 4,
  discriminatorFilters: 4,
  flip: true,
  snapshotEvery: 64,
  checkpointEvery: 64
}

interface Told {
  snapshots: number[]
  checkpoints: { images: number; file: string; sha256: string; reason: string }[]
  images: number[]
  rows: number[]
  halts: string[]
}

function listen(wish: (images: number) => ReturnType<TrainHooks['wish']> = () => 'go') {
  const told: Told = { snapshots: [], checkpoints: [], images: [], rows: [], halts: [] }
  let images = 0
  let step = 0
  const hooks: TrainHooks = {
    onStarted: (from) => {
      images = from
    },
    onTick: (tick) => {
      told.images.push(tick.images)
      told.rows.push(...tick.rows.map((row) => row.images))
    },
    onSnapshot: ({ images }) => told.snapshots.push(images),
    onCheckpoint: ({ bytes: _, ...saved }) => told.checkpoints.push(saved),
    onHalt: ({ problem }) => told.halts.push(problem),
    wish: () => wish(images + 4 * step++),
    resumed: async () => undefined
  }
  return { told, hooks }
}

function parts(run: string, resumeFrom?: string) {
  const runFolder = join(folder, run)
  return { cacheFolder, feeder: FEEDER, runFolder, encodeGrid, ...(resumeFrom && { resumeFrom }) }
}

describe('train', () => {
  it('keeps snapshots and checkpoints at their times and ends with both', async () => {
    const config = resolveConfig('dcgan', { ...small, images: 200 })
    const { told, hooks } = listen()
    expect(await train(config, parts('run'), hooks)).toEqual({ outcome: 'done', images: 200 })
    expect(told.snapshots).toEqual([0, 64, 128, 192, 200])
    expect(told.checkpoints.map(({ images }) => images)).toEqual([64, 128, 192, 200])
    expect(told.images.at(-1)).toBe(200)
    // The last row is of the last step, whenever its window ended.
    expect(told.rows.at(-1)).toBe(200)
    expect(readdirSync(join(folder, 'run', 'snapshots')).sort()).toEqual(
      ['0.png', '128.png', '192.png', '200.png', '64.png'].sort()
    )
    const last = told.checkpoints.at(-1)!
    expect(existsSync(last.file)).toBe(true)
    expect(readCheckpoint(last.file)).toMatchObject({ config, images: 200 })
  })

  it('goes on exactly: 100 + 100 steps end in the bytes of 200', async () => {
    const whole = listen()
    await train(resolveConfig('dcgan', { ...small, images: 800 }), parts('whole'), whole.hooks)

    const first = listen((images) => (images >= 400 ? 'stop' : 'go'))
    const half = await train(
      resolveConfig('dcgan', { ...small, images: 800 }),
      parts('half'),
      first.hooks
    )
    expect(half).toEqual({ outcome: 'stopped', images: 400 })
    const second = listen()
    await train(
      resolveConfig('dcgan', { ...small, images: 800 }),
      parts('half', first.told.checkpoints.at(-1)!.file),
      second.hooks
    )
    const [expected, actual] = [whole, second].map(({ told }) => told.checkpoints.at(-1)!)
    expect(actual!.sha256).toBe(expected!.sha256)
    const [a, b] = [expected!, actual!].map(({ file }) => readCheckpoint(file))
    expect({ latents: b!.latents, batches: b!.batches }).toEqual({
      latents: a!.latents,
      batches: a!.batches
    })
  })

  it('learns grey pictures in one channel, and draws them grey', async () => {
    const config = resolveConfig('dcgan', {
      ...small,
      channels: 'grey',
      generatorRate: 0.01,
      images: 64
    })
    const grey = writeSmallCache(join(folder, 'grey'), 21, 16, 1)
    const { told, hooks } = listen()
    const files: string[] = []
    hooks.onSnapshot = ({ file }) => files.push(file)
    await train(config, { ...parts('run'), cacheFolder: grey }, hooks)
    const { variables } = readCheckpoint(told.checkpoints.at(-1)!.file)
    expect(variables.get('generator/up16/kernel')!.length).toBe(4 * 4 * 1 * 4)
    expect(variables.get('discriminator/down8/kernel')!.length).toBe(4 * 4 * 1 * 4)
    const { data } = await sharp(files.at(-1)).raw().toBuffer({ resolveWithObject: true })
    // The first picture of the grid, row by row: as red as green and blue, and more than one grey.
    const side = 8 * 16 + 7
    const pixels = Array.from({ length: 256 }, (_, at) => {
      const start = ((at >> 4) * side + (at & 15)) * 3
      return Array.from(data.subarray(start, start + 3))
    })
    expect(pixels.every(([red, green, blue]) => red === green && green === blue)).toBe(true)
    expect(new Set(pixels.map(([red]) => red)).size).toBeGreaterThan(2)
  })

  it('differs for another seed', async () => {
    const end = async (seed: number): Promise<string> => {
      const { told, hooks } = listen()
      await train(resolveConfig('dcgan', { ...small, images: 64, seed }), parts(`s${seed}`), hooks)
      return told.checkpoints.at(-1)!.sha256
    }
    expect(await end(1)).not.toBe(await end(2))
  })

  it('saves before it pauses, and goes on when told to', async () => {
    let asked = 0
    let resumed = 0
    const { told, hooks } = listen(() => (++asked >= 3 && resumed === 0 ? 'pause' : 'go'))
    hooks.resumed = async () => {
      resumed++
      expect(told.checkpoints.map(({ images }) => images)).toEqual([8])
    }
    await train(resolveConfig('dcgan', { ...small, images: 64 }), parts('run'), hooks)
    expect(resumed).toBe(1)
    expect(told.checkpoints.map(({ images }) => images)).toEqual([8, 64])
  })

  it('ends with the sentence of pictures that cannot be read, and lets go of the graph', async () => {
    const config = resolveConfig('dcgan', { ...small, images: 64 })
    const before = memory().numTensors
    const given = { ...parts('run'), cacheFolder: join(folder, 'none') }
    await expect(train(config, given, listen().hooks)).rejects.toThrow(
      /cannot be used \(its index cannot be read\); import the data set again/
    )
    // Without graphs the model's variables are tensors of this process.
    expect(memory().numTensors).toBe(before)
  })

  it('ends with the sentence of a shard that breaks off under way', async () => {
    const config = resolveConfig('dcgan', { ...small, images: 6_400 })
    const { hooks } = listen()
    hooks.onSnapshot = () => truncateSync(join(cacheFolder, shardFile(0)), 1)
    await expect(train(config, parts('run'), hooks)).rejects.toMatchObject({
      code: 'cache/unreadable',
      message: expect.stringContaining('ends within picture') as string
    })
  })

  it('tells of a checkpoint that cannot be read', async () => {
    const given = parts('run', join(folder, 'none.safetensors'))
    const config = resolveConfig('dcgan', { ...small, images: 64 })
    await expect(train(config, given, listen().hooks)).rejects.toThrow(/cannot be read/)
  })

  it('stops with advice when a number breaks, and keeps no broken checkpoint', async () => {
    const config = resolveConfig('dcgan', {
      ...small,
      images: 6_400,
      generatorRate: 0.1,
      discriminatorRate: 0.1,
      beta1: 0,
      beta2: 0.01
    })
    const from = listen((images) => (images >= 64 ? 'stop' : 'go'))
    await train(resolveConfig('dcgan', { ...small, images: 64 }), parts('broken'), from.hooks)
    const file = from.told.checkpoints.at(-1)!.file
    const { readSafetensors, writeSafetensors } =
      await import('../../src-main/training/safetensors.ts')
    const { arrays, metadata } = readSafetensors(file)
    arrays.get('discriminator/judge/kernel')!.values[0] = NaN
    writeSafetensors(file, [...arrays.values()], metadata)
    const { told, hooks } = listen()
    await expect(train(config, parts('broken', file), hooks)).rejects.toThrow(
      /Training broke at 68 images: the .* became NaN in the \w+'s layer "\w+"; fork it from its last/
    )
    expect(told.checkpoints).toEqual([])
  })
})

describe('checkpoints', () => {
  const reasons = (told: Told): unknown[] =>
    told.checkpoints.map(({ images, reason }) => [images, reason])

  it('are written by images, by the clock, on request, before a pause and at the end', async () => {
    const wishes: Record<number, ReturnType<TrainHooks['wish']>> = { 10: 'save', 15: 'pause' }
    let step = 0
    const { told, hooks } = listen(() => wishes[++step] ?? 'go')
    const config = resolveConfig('dcgan', { ...small, images: 100, checkpointSeconds: 0 })
    await train(config, parts('run'), hooks)
    expect(reasons(told)).toEqual([
      [36, 'request'],
      [52, 'pause'],
      [64, 'images'],
      [100, 'end']
    ])
  })

  it('are written when their time has come, however few images that was', async () => {
    const { told, hooks } = listen()
    let paused = false
    const config = resolveConfig('dcgan', {
      ...small,
      ...{ images: 64, checkpointEvery: 1_000, checkpointSeconds: 1 }
    })
    await train(config, parts('run'), {
      ...hooks,
      // Something that takes longer than a second.
      wish: () => {
        if (!paused) {
          paused = true
          const until = performance.now() + 1_100
          while (performance.now() < until);
        }
        return 'go'
      }
    })
    expect(reasons(told)).toEqual([
      [4, 'time'],
      [64, 'end']
    ])
  })

  it('wait for room on a full disk, and lose nothing', async () => {
    const { told, hooks } = listen()
    const config = resolveConfig('dcgan', { ...small, images: 128 })
    const folderOf = (part: string): string => join(folder, 'full', part)
    // A device that is always full, in the place of the file beside; it is gone once it was written to.
    mkdirSync(folderOf('checkpoints'), { recursive: true })
    symlinkSync('/dev/full', join(folderOf('checkpoints'), '64.safetensors.part'))
    mkdirSync(folderOf('snapshots'))
    symlinkSync('/dev/full', join(folderOf('snapshots'), '128.png.part'))
    await train(config, parts('full'), hooks)
    expect(told.halts).toHaveLength(2)
    expect(told.halts[0]).toContain(`There is no room for "${folderOf('checkpoints')}`)
    const whole = listen()
    await train(config, parts('whole'), whole.hooks)
    expect(told.checkpoints.map(({ sha256 }) => sha256)).toEqual(
      whole.told.checkpoints.map(({ sha256 }) => sha256)
    )
    expect(readdirSync(folderOf('checkpoints')).sort()).toEqual([
      '128.safetensors',
      '64.safetensors'
    ])
  })
})

describe('rows', () => {
  it('tell gradients, weights, rates and memory', async () => {
    const { told, hooks } = listen()
    const rows: MetricRow[] = []
    const onTick: TrainHooks['onTick'] = (tick) => rows.push(...tick.rows)
    const config = resolveConfig('dcgan', { ...small, images: 64, generatorRate: 1e-3 })
    await train(config, parts('run'), { ...hooks, onTick })
    const last = rows.at(-1)!
    expect(last.generatorRate).toBeCloseTo(1e-3, 9)
    expect(last.discriminatorRate).toBeCloseTo(2e-4, 9)
    expect(last.memory).toBeGreaterThan(50e6)
    for (const name of ['generatorGradient', 'discriminatorGradient'] as const) {
      expect(last[name], name).toBeGreaterThan(0)
    }
    // What a checkpoint holds, by hand: all weights that are trained.
    const { variables } = readCheckpoint(told.checkpoints.at(-1)!.file)
    const trained = [...variables].filter(
      ([name]) => name.startsWith('discriminator/') && /(kernel|scale|offset)$/.test(name)
    )
    const squares = trained.flatMap(([, values]) => [...values]).map((value) => value ** 2)
    const norm = Math.sqrt(squares.reduce((sum, one) => sum + one, 0))
    expect(last.discriminatorWeights! / norm).toBeCloseTo(1, 4)
  })
})

describe('estimateTraining', () => {
  it('forecasts a longer run as longer', async () => {
    const forecast = (images: number) =>
      estimateTraining(resolveConfig('dcgan', { ...small, images }), {
        cacheFolder,
        feeder: FEEDER
      })
    const short = await forecast(64)
    expect(short.secondsPerStep).toBeGreaterThan(0)
    expect((await forecast(6_400_000)).totalSeconds).toBeGreaterThan(short.totalSeconds * 10)
  })
})
