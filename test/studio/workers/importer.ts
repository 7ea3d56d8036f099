// An importer that counts files: those that end in .png are pictures.
import { mkdirSync, readdirSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { StudioError } from '../../../src-main/contract/errors.ts'
import type {
  ImporterApi,
  ImporterEvents,
  ImportOutcome
} from '../../../src-main/contract/workers.ts'
import { workerPort } from '../../../src-main/rpc/worker-port.ts'
import { serveWorker } from '../../../src-main/rpc/worker.ts'

const cancelled = new Set<string>()

const events: ImporterEvents = serveWorker<ImporterApi, ImporterEvents>(workerPort(), {
  importFolder: async ({ job, folder, cacheFolder }) => {
    const files = readdirSync(folder).sort()
    const pictures = files.filter((file) => file.endsWith('.png'))
    const rejected = files.filter((file) => !pictures.includes(file))
    return await make(job, pictures.length, cacheFolder, rejected)
  },
  drawSampleSet: ({ job, count, cacheFolder }) => make(job, count, cacheFolder, []),
  cancel: async (job) => void cancelled.add(job),
  picture: async (cacheFolder, index) => Buffer.from(`picture ${index} of ${cacheFolder}`)
})

async function make(
  job: string,
  count: number,
  cacheFolder: string,
  rejected: string[]
): Promise<ImportOutcome> {
  mkdirSync(cacheFolder, { recursive: true })
  for (let done = 0; done <= count; done++) {
    if (cancelled.has(job)) throw new StudioError('import/cancelled', 'The import was cancelled.')
    events.onProgress({ job, done, total: count })
    await delay(1)
  }
  const report = {
    imported: count,
    rejected: rejected.map((file) => ({ file, reason: 'It is not a picture.' })),
    duplicates: [],
    upscaled: 0,
    imagesPerSecond: 1000,
    seconds: count / 1000
  }
  return { count, hash: 'ef'.repeat(32), report }
}
