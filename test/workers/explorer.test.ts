import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import type { z } from 'zod'
import { ExportWhatSchema } from '../../src-main/contract/exports.ts'
import { expect, onTestFinished, test } from 'vitest'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import type {
  ExplorerApi,
  ExplorerEvents,
  TrainerApi,
  TrainerEvents
} from '../../src-main/contract/workers.ts'
import { createCacheWriter } from '../../src-main/datasets/cache-writer.ts'
import { itemBytes, type ItemShape } from '../../src-main/datasets/forms/bytes.ts'
import { connectWorker } from '../../src-main/rpc/worker.ts'
import { nodeSpawner } from '../../src-main/studio/spawn-node.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { writeSmallCache } from '../training/small-cache.ts'

const spawner = nodeSpawner((kind) =>
  fileURLToPath(new URL(`../../src-main/workers/${kind}.ts`, import.meta.url))
)

function explorer(
  engine: 'tensorflow' | 'plain' = 'tensorflow',
  onProgress: ExplorerEvents['onProgress'] = () => {}
): ExplorerApi {
  const worker = spawner.spawn('explorer', { GAN_ATELIER_ENGINE: engine })
  onTestFinished(() => worker.kill())
  return connectWorker<ExplorerApi, ExplorerEvents>(worker.port, { onProgress }).api
}

/** Trains for one step; gives the checkpoint's file. */
async function trained(config: ReturnType<typeof resolveConfig>, cacheFolder: string) {
  const worker = spawner.spawn('trainer')
  onTestFinished(() => worker.kill())
  let file = ''
  const { api } = connectWorker<TrainerApi, TrainerEvents>(worker.port, {
    onStarted: () => {},
    onTick: () => {},
    onSnapshot: () => {},
    onHalt: () => {},
    onCheckpoint: (saved) => {
      file = saved.file
    }
  })
  await api.train({ run: 'r', config, cacheFolder, runFolder: temporaryFolder() })
  return file
}

/** A data set of one item, whose bytes rise. */
async function oneItem(shape: ItemShape): Promise<{ folder: string; pixels: Uint8Array }> {
  const folder = join(temporaryFolder(), 'cache')
  const writer = await createCacheWriter(folder, shape)
  const pixels = Uint8Array.from({ length: itemBytes(shape) }, (_, at) => at % 251)
  await writer.add(pixels, {})
  await writer.finish()
  return { folder, pixels }
}

/** The pictures of a strip, each size x size x 3 bytes. */
async function picturesOf(png: Uint8Array, size: number): Promise<Buffer[]> {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true })
  expect(info).toMatchObject({ width: 6 * size, height: size, channels: 3 })
  return Array.from({ length: 6 }, (_, place) => {
    const lines = Array.from({ length: size }, (_, row) => {
      const start = (row * 6 + place) * size * 3
      return data.subarray(start, start + size * 3)
    })
    return Buffer.concat(lines)
  })
}

test.each(['tensorflow', 'plain'] as const)(
  'augmentation is shown beside the original, by %s',
  async (engine) => {
    const { folder, pixels } = await oneItem({ form: 'pictures', size: 16, channels: 3 })
    const api = explorer(engine)
    const ask = { cacheFolder: folder, picture: 0, seed: 3 }
    const png = await api.augment({ ...ask, policy: ['translation', 'cutout'] })
    const [original, ...variants] = await picturesOf(png, 16)
    expect(original).toEqual(Buffer.from(pixels))
    expect(new Set(variants.map((bytes) => bytes.toString('hex'))).size).toBe(5)
    // What is cut out is the middle of the range, black and white alike.
    for (const bytes of variants)
      expect(bytes.filter((byte) => byte === 128).length).toBeGreaterThan(100)

    const again = await api.augment({ ...ask, policy: ['translation', 'cutout'] })
    expect(Buffer.from(again)).toEqual(Buffer.from(png))
    const none = await picturesOf(await api.augment({ ...ask, policy: [] }), 16)
    expect(none).toEqual(new Array(6).fill(Buffer.from(pixels)))
  }
)

test('augmentation of grey pictures is grey, and of what is no picture it is refused', async () => {
  const api = explorer()
  const grey = await oneItem({ form: 'pictures', size: 16, channels: 1 })
  const policy = ['flip', 'colour'] as const
  const ask = { picture: 0, policy: [...policy], seed: 3 }
  const strip = await picturesOf(await api.augment({ ...ask, cacheFolder: grey.folder }), 16)
  for (const bytes of strip) {
    expect(bytes.every((byte, at) => byte === bytes[at - (at % 3)])).toBe(true)
  }
  const pairs = await oneItem({ form: 'pairs', size: 16, channels: 3 })
  await expect(api.augment({ ...ask, cacheFolder: pairs.folder })).rejects.toMatchObject({
    code: 'augment/form',
    message:
      'Augmentation is shown on pictures, and this data set is of pairs; choose one of pictures.'
  })
  await expect(api.augment({ ...ask, picture: 1, cacheFolder: grey.folder })).rejects.toMatchObject(
    { code: 'cache/no-picture' }
  )
})

test('a generator of grey pictures is shown, written, walked and added up in grey', async () => {
  const config = resolveConfig('quick', {
    size: 16,
    channels: 'grey',
    batch: 16,
    latent: 4,
    generatorFilters: 4,
    discriminatorFilters: 4,
    generatorRate: 0.01,
    images: 64
  })
  const cacheFolder = writeSmallCache(join(temporaryFolder(), 'cache'), 21, 16, 1)
  const model = { config, file: await trained(config, cacheFolder) }
  const api = explorer()
  const [a, b] = [
    [0.5, -0.5, 0.2, 0.9],
    [-0.3, 0.1, 0.8, -0.9]
  ]
  const folder = temporaryFolder()
  const isGrey = async (file: Uint8Array | string): Promise<boolean> => {
    const { data, info } = await sharp(file)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    if (info.channels === 1) return true
    return data.every((byte, at) => byte === data[at - (at % info.channels)])
  }
  const picture = await api.render(model, a!)
  expect(await isGrey(picture)).toBe(true)
  const sheet = await api.drawSheet(model, [b!, a!, b!], 3)
  expect(await isGrey(sheet)).toBe(true)
  const second = sharp(sheet).extract({ left: 16, top: 0, width: 16, height: 16 })
  expect(await second.raw().toBuffer()).toEqual(await sharp(picture).raw().toBuffer())
  const out = (name: string): string => join(folder, name)
  const origin = {
    run: 'r',
    runName: 'R',
    checkpoint: 64,
    checkpointSha256: 'ab'.repeat(32),
    configDigest: 'cd'
  }
  const data = { cacheFolder, excluded: [] }
  const write = (what: z.input<typeof ExportWhatSchema>, name: string): Promise<void> =>
    api.export({
      job: name,
      model,
      what: ExportWhatSchema.parse(what),
      origin,
      data,
      out: out(name)
    })
  await write({ kind: 'grid', latents: [a!] }, 'one.png')
  expect(readFileSync(out('one.png'))).toEqual(Buffer.from(picture))
  const keyframes = [a!, b!].map((z) => ({ z, frames: 2 }))
  await write({ kind: 'walk', plan: { keyframes }, format: 'webp', scale: 2 }, 'walk.webp')
  expect(await isGrey(out('walk.webp'))).toBe(true)
  const terms = [
    { weight: 1, latents: [a!] },
    { weight: 1, latents: [b!] }
  ]
  await write({ kind: 'arithmetic', terms, scale: 3 }, 'sum.png')
  // Beside pictures there are the ground and the ink of the signs, both a little blue.
  const row = await sharp(out('sum.png')).raw().toBuffer()
  const colours = new Set<string>()
  for (let at = 0; at < row.length; at += 3) {
    const [red, green, blue] = row.subarray(at, at + 3)
    if (red !== green || green !== blue) colours.add(`${red} ${green} ${blue}`)
  }
  expect(colours).toEqual(new Set(['18 18 20', '225 225 228']))
})

test('while a checkpoint is measured pictures are drawn, and it can be cancelled', async () => {
  const config = resolveConfig('quick', {
    size: 16,
    batch: 16,
    latent: 4,
    generatorFilters: 4,
    discriminatorFilters: 4,
    images: 64
  })
  const folder = temporaryFolder()
  const cacheFolder = writeSmallCache(join(folder, 'cache'), 21, 16)
  const model = { config, file: await trained(config, cacheFolder) }
  const z = [0.5, -0.5, 0.2, 0.9]
  let progressed = (): void => undefined
  const begun = (): Promise<void> => new Promise((resolve) => (progressed = resolve))
  const api = explorer('tensorflow', () => progressed())
  const before = await api.render(model, z)
  const task = (job: string) => ({
    job,
    model: { ...model, sha256: 'ab', folder, cacheFolder, excluded: [] },
    samples: 4_000,
    evidenceFolder: join(folder, job)
  })

  let going = begun()
  const cancelled = api.evaluate(task('cancelled'))
  await going
  await api.cancel('cancelled')
  await expect(cancelled).rejects.toMatchObject({ code: 'job/cancelled' })
  expect(existsSync(join(folder, 'cancelled'))).toBe(false)

  going = begun()
  let ended = false
  const measured = api.evaluate(task('measured')).finally(() => (ended = true))
  await going
  const meanwhile = await api.render(model, z)
  expect(ended).toBe(false)
  expect(Buffer.from(meanwhile)).toEqual(Buffer.from(before))
  const { measures, evidence } = await measured
  expect(measures.find(({ id }) => id === 'duplicates')).toMatchObject({ samples: 10, reals: 10 })
  for (const { id } of evidence)
    expect(existsSync(join(folder, 'measured', `${id}.png`))).toBe(true)
})
