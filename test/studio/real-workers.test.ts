import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pixelPaths } from '../../src-main/contract/pixels.ts'
import { openStore } from '../../src-main/store/open.ts'
import { DATASET, REPORT } from '../store/samples.ts'
import { writeSmallCache } from '../training/small-cache.ts'
import { testStudio, untilRun, type TestStudio } from './studio.ts'

// A network so small that a step takes milliseconds.
const TINY = {
  batch: 16,
  latent: 4,
  generatorFilters: 4,
  discriminatorFilters: 4,
  snapshotEvery: 64,
  checkpointEvery: 64
}

async function studioWithPictures(): Promise<TestStudio> {
  const given = testStudio({ workers: new URL('../../src-main/workers', import.meta.url) })
  const path = join(given.folder, 'project')
  mkdirSync(path)
  const store = await openStore(join(path, 'project.db'))
  store.datasets.insert(DATASET, REPORT)
  store.close()
  writeSmallCache(join(path, 'datasets', DATASET.id), DATASET.count, DATASET.size)
  await given.api.createProject({ path })
  return given
}

test(
  'the real trainer trains, is killed, goes on from its checkpoint; the explorer shows its model',
  { timeout: 120_000 },
  async () => {
    const given = await studioWithPictures()
    const { api, studio, folder, workers } = given
    const changes = { ...TINY, images: 1_000_000 }
    const { id } = await api.startRun({ dataset: DATASET.id, preset: 'dcgan', changes })
    await given.waitFor('checkpoint')
    workers.find(({ kind }) => kind === 'trainer')!.process.kill()
    const { problem } = await untilRun(given, id, 'interrupted')
    const saved = (await api.getCheckpoints({ run: id })).at(-1)!.images
    expect(problem).toBe(
      `The trainer process ended unexpectedly (killed by SIGKILL); resume goes on from ${saved} images.`
    )

    await api.resumeRun({ run: id, images: saved + 256 })
    const finished = await untilRun(given, id, 'finished')
    const checkpoint = (await api.getCheckpoints({ run: id })).at(-1)!
    const file = join(
      folder,
      'project',
      'runs',
      id,
      'checkpoints',
      `${checkpoint.images}.safetensors`
    )
    const weights = readFileSync(file)
    expect([finished.images, checkpoint.images, checkpoint.bytes]).toEqual([
      saved + 256,
      saved + 256,
      weights.length
    ])
    // Of the arrays, which begin after an 8-byte length and the header it counts.
    const arrays = weights.subarray(8 + Number(weights.readBigUInt64LE(0)))
    expect(checkpoint.sha256).toBe(createHash('sha256').update(arrays).digest('hex'))

    // The picture under a slider is byte for byte what a sample of that z is.
    const [z] = await api.drawLatents({ run: id, seed: 7, count: 1 })
    const picture = await studio.pixels(pixelPaths.latent(id, checkpoint.images, z!))
    const out = join(folder, 'sample.png')
    await api.exportGrid({ run: id, latents: [z!], out })
    expect(Buffer.from(picture!.bytes)).toEqual(readFileSync(out))
    const snapshot = await studio.pixels(pixelPaths.snapshot(id, saved + 256))
    const signature = Buffer.from(snapshot!.bytes.subarray(1, 4)).toString('latin1')
    expect([signature, picture?.immutable]).toEqual(['PNG', true])
  }
)
