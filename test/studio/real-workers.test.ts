import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { pixelPaths } from '../../src-main/contract/pixels.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { testStudio, untilJob, untilRun } from './studio.ts'

const COUNT = 40

// A network so small that a step takes milliseconds.
const TINY = {
  batch: 16,
  latent: 4,
  generatorFilters: 4,
  discriminatorFilters: 4,
  snapshotEvery: 64,
  checkpointEvery: 64
}

/** Writes that many different pictures: a grey ramp that begins elsewhere in each. */
async function drawPictures(count: number, size: number): Promise<string> {
  const folder = temporaryFolder()
  for (let n = 0; n < count; n++) {
    const pixels = Uint8Array.from({ length: size * size }, (_, at) => (at * 3 + n * 5) % 256)
    const raw = { width: size, height: size, channels: 1 } as const
    await sharp(pixels, { raw })
      .png()
      .toFile(join(folder, `${n}.png`))
  }
  return folder
}

test(
  'a folder is imported, a model trains, is killed, goes on, and is shown: all by the real workers',
  { timeout: 120_000 },
  async () => {
    const given = testStudio({ workers: new URL('../../src-main/workers', import.meta.url) })
    const { api, studio, folder, workers } = given
    await api.createProject({ path: join(folder, 'project') })
    const pictures = await drawPictures(COUNT, 24)
    writeFileSync(join(pictures, 'notes.jpg'), 'These are words.')
    const job = await api.startImport({
      source: { path: pictures },
      name: 'ramps',
      settings: { size: 16 }
    })
    const { dataset } = await untilJob(given, job.id)
    const report = await api.getImportReport({ dataset: dataset! })
    expect([report.imported, report.rejected.map(({ file }) => file)]).toEqual([
      COUNT,
      ['notes.jpg']
    ])

    const changes = { ...TINY, images: 1_000_000 }
    const { id } = await api.startRun({ dataset: dataset!, preset: 'dcgan', changes })
    await given.waitFor('checkpoint')
    // The first one, or the one that took its place with the threads that were found.
    for (const { kind, process } of workers) if (kind === 'trainer') process.kill()
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
    const thumbnail = await studio.pixels(pixelPaths.datasetPicture(dataset!, 0))
    expect((await sharp(thumbnail!.bytes).metadata()).width).toBe(16)
    const [z] = await api.drawLatents({ run: id, seed: 7, count: 1 })
    const picture = await studio.pixels(pixelPaths.latent(id, checkpoint.images, z!))
    const out = join(folder, 'sample.png')
    const written = await api.startExport({ run: id, what: { kind: 'grid', latents: [z!] }, out })
    await untilJob(given, written.id)
    expect(Buffer.from(picture!.bytes)).toEqual(readFileSync(out))
    const snapshot = await studio.pixels(pixelPaths.snapshot(id, saved + 256))
    const signature = Buffer.from(snapshot!.bytes.subarray(1, 4)).toString('latin1')
    expect([signature, picture?.immutable]).toEqual(['PNG', true])
  }
)
