import sharp from 'sharp'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import type { MetricRow } from '../../src-main/contract/models.ts'
import type { ReportedRun } from '../../src-main/reports/reported-run.ts'

/** A run with rows at every 64 images, and grids of one colour at its start and end. */
export async function reportedRun(
  id: string,
  name: string,
  changes: Record<string, unknown> = {},
  count = 5
): Promise<ReportedRun> {
  const png = await sharp({
    create: { width: 6, height: 4, channels: 3, background: { r: 255, g: 0, b: 0 } }
  })
    .png()
    .toBuffer()
  const rows = Array.from({ length: count }, (_, n): MetricRow => ({
    images: 64 * (n + 1),
    seconds: n + 1,
    generatorLoss: 1 / (n + 1),
    discriminatorLoss: n / 4,
    realAccuracy: 0.5,
    fakeAccuracy: 1,
    ...(n > 0 && { memory: 1e9 })
  }))
  const images = rows.at(-1)!.images
  return {
    run: {
      id,
      name,
      dataset: 'faces',
      preset: 'dcgan',
      config: resolveConfig('dcgan', changes),
      configDigest: 'abcdef012345',
      state: 'finished',
      images,
      imagesPerSecond: 64,
      createdAt: 1_795_000_000_000,
      engine: { device: 'cpu', tensorflow: '2.21.0', threads: 4 }
    },
    dataset: { name: 'Faces', hash: 'ab', count: 512 },
    rows,
    evaluations: [
      {
        run: id,
        images,
        measures: [
          {
            ...{ id: 'coverage', title: 'Coverage', help: 'Part of the real pictures.' },
            ...{ source: 'Naeem et al. 2020', better: 'one', value: 0.75, real: 0.97 },
            ...{ samples: 1000, reals: 900 }
          }
        ],
        classes: [],
        evidence: [],
        seconds: 2,
        createdAt: 1
      }
    ],
    grids: [
      { images: 0, png },
      { images, png }
    ],
    diagnosis: {
      run: id,
      state: 'healthy',
      sentence: 'Healthy so far.',
      verdicts: [],
      images
    }
  }
}
