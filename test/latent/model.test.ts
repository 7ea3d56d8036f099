import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { channelCount, type RunConfig } from '../../src-main/contract/run-config.ts'
import { createRandom, STREAMS } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { drawLatents, drawPictures, drawWall, WALL } from '../../src-main/gan/pictures.ts'
import { createGeneratorShelf } from '../../src-main/latent/model.ts'
import { fixedPlaces } from '../../src-main/gan/fixed-places.ts'
import { readSafetensors, writeSafetensors } from '../../src-main/training/safetensors.ts'
import { train } from '../../src-main/training/loop.ts'
import { writeSmallCache } from '../training/small-cache.ts'

beforeAll(async () => {
  await startEngine()
})

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-shelf-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

interface Trained {
  file: string
  config: RunConfig
  /** The first z of the snapshots' grid, and its picture in the last snapshot. */
  z: Float32Array
  picture: Uint8Array
}

async function trained(changes: Partial<RunConfig>): Promise<Trained> {
  const config = resolveConfig('dcgan', {
    size: 16,
    batch: 4,
    latent: 6,
    generatorFilters: 4,
    discriminatorFilters: 4,
    generatorRate: 0.01,
    images: 64,
    ...changes
  })
  const [z] = fixedPlaces(config)
  let picture: Uint8Array | undefined
  let file = ''
  const parts = {
    cacheFolder: writeSmallCache(join(folder, 'cache'), 21, 16, channelCount(config)),
    feeder: join(import.meta.dirname, '../../src-main/workers/feeder.ts'),
    runFolder: mkdtempSync(join(folder, 'run')),
    encodeGrid: async (pictures: Uint8Array[]) => {
      picture = pictures[0]
      return new Uint8Array(1)
    }
  }
  await train(config, parts, {
    onStarted: () => undefined,
    onTick: () => undefined,
    onSnapshot: () => undefined,
    onHalt: () => undefined,
    onCheckpoint: (saved) => {
      file = saved.file
    },
    wish: () => 'go',
    resumed: async () => undefined
  })
  return { file, config, z: z!, picture: picture! }
}

it('draws what the snapshot shows, whatever trained it and whatever lay on the shelf before', async () => {
  const checkpoints = [
    await trained({}),
    await trained({ emaImages: 20_000 }),
    await trained({ optimizer: 'rmsprop', generatorRate: 0.001 }),
    await trained({ channels: 'grey' }),
    await trained({ emaImages: 100, optimizer: 'sgd', momentum: 0.5, generatorRate: 0.05 }),
    await trained({ family: 'residual', discriminatorNorm: 'none' }),
    await trained({ family: 'residual', discriminatorNorm: 'none', residualBlocks: 2 }),
    await trained({ packing: 2, minibatchKernels: 3, discriminatorNorm: 'spectral' })
  ]
  expect(new Set(checkpoints.map(({ picture }) => picture.join())).size).toBe(checkpoints.length)
  const shelf = createGeneratorShelf()
  for (const { file, z, picture } of [...checkpoints, ...checkpoints.reverse()]) {
    expect(drawPictures(shelf.load(file).graph, [z])[0], file).toEqual(picture)
  }
  shelf.dispose()
})

it('draws a wall as its pictures alone, wherever they stand in it and however few they are', async () => {
  // Wide enough for the studio's own kernels.
  const { file, config } = await trained({ generatorFilters: 32 })
  const shelf = createGeneratorShelf()
  const { graph } = shelf.load(file)
  const latents = drawLatents(config, createRandom(1, STREAMS.samples), WALL)
  const alone = drawPictures(graph, latents)
  const wall = drawWall(graph, latents)
  expect(wall.length).toBe(WALL)
  wall.forEach((picture, at) => {
    const apart = picture.map((byte, index) => Math.abs(byte - alone[at]![index]!))
    expect(Math.max(...apart)).toBeLessThanOrEqual(1)
  })
  expect(drawWall(graph, [...latents].reverse()).reverse()).toEqual(wall)
  expect(drawWall(graph, latents.slice(2, 9))).toEqual(wall.slice(2, 9))
  expect(drawWall(graph, latents.slice(5, 6))).toEqual(alone.slice(5, 6))
  expect(drawWall(graph, [])).toEqual([])
  shelf.dispose()
})

it('says in a sentence what happened to a file under it, and draws others and what is put back', async () => {
  const [one, other, wide] = [
    await trained({ emaImages: 100 }),
    await trained({ emaImages: 100, seed: 2 }),
    await trained({ emaImages: 100, generatorFilters: 8 })
  ]
  const { file, config } = one
  const kept = join(folder, 'kept.safetensors')
  const put = (bytes: Uint8Array): void => {
    writeFileSync(`${file}.new`, bytes)
    renameSync(`${file}.new`, file)
  }
  copyFileSync(file, kept)
  const whole = readFileSync(kept)
  const shelf = createGeneratorShelf()
  const drawn = (trained: Trained): Uint8Array =>
    drawPictures(shelf.load(trained.file, config).graph, [trained.z])[0]!
  const codeOf = (work: () => unknown): unknown => {
    try {
      return work()
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  const without = (name: string): void => {
    const { arrays, metadata } = readSafetensors(kept)
    arrays.delete(name)
    writeSafetensors(file, [...arrays.values()], metadata)
  }

  const damages: [code: string, damage: () => void][] = [
    ['checkpoint/unreadable', () => rmSync(file)],
    ['checkpoint/damaged', () => put(whole.subarray(0, -1))],
    ['checkpoint/damaged', () => put(Buffer.alloc(0))],
    ['checkpoint/damaged', () => without('generator/average/up16/kernel')],
    ['checkpoint/foreign', () => writeSafetensors(file, [], {})],
    ['checkpoint/another-model', () => copyFileSync(wide.file, file)]
  ]
  for (const [code, damage] of damages) {
    expect(drawn(one)).toEqual(one.picture)
    damage()
    expect(codeOf(() => drawn(one))).toBe(code)
    expect(drawn(other), code).toEqual(other.picture)
    put(whole)
  }
  // Written anew under the same name, as by a run that was taken back to an earlier checkpoint.
  expect(drawn(one)).toEqual(one.picture)
  put(readFileSync(other.file))
  expect(drawn({ ...other, file })).toEqual(other.picture)
  shelf.dispose()
})
