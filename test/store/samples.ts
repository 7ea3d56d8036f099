import type { Dataset, ImportReport, MetricRow } from '../../src-main/contract/models.ts'
import { ImportSettingsSchema } from '../../src-main/contract/import-settings.ts'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import type { StoredRun } from '../../src-main/store/runs.ts'

export const DATASET: Dataset = {
  id: 'faces',
  name: 'Faces',
  form: 'pictures',
  size: 16,
  channels: 3,
  count: 40,
  pictures: 41,
  source: '/pictures/faces',
  hash: 'ab'.repeat(32),
  rejected: 1,
  settings: ImportSettingsSchema.parse({ size: 16 }),
  duplicates: 1,
  createdAt: 1_000
}

export const REPORT: ImportReport = {
  dataset: 'faces',
  imported: 40,
  rejected: [{ file: 'notes.jpg', reason: 'It is text.' }],
  duplicates: [{ file: 'b.png', of: 'a.png' }],
  upscaled: 2,
  imagesPerSecond: 400,
  seconds: 0.1
}

export const RUN: StoredRun = {
  id: 'first',
  name: 'Faces · DCGAN',
  dataset: 'faces',
  preset: 'dcgan',
  config: resolveConfig('dcgan', { size: 16 }),
  configDigest: '0123456789ab',
  state: 'queued',
  images: 0,
  imagesPerSecond: 0,
  createdAt: 2_000
}

export function metricRow(images: number): MetricRow {
  return {
    images,
    seconds: images / 100,
    generatorLoss: 1.5,
    discriminatorLoss: 0.5,
    realAccuracy: 0.75,
    fakeAccuracy: 0.25
  }
}
