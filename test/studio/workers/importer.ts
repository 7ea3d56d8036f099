// An importer that counts files: those that end in .png are pictures, and those named "like …" look
// like the first one.
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
  importSource: async ({ job, source, cacheFolder }) => {
    const files = readdirSync(source).sort()
    const pictures = files.filter((file) => file.endsWith('.png'))
    const rejected = files.filter((file) => !pictures.includes(file))
    const outcome = await make(job, pictures.length, cacheFolder, rejected)
    const near = pictures.flatMap((file, picture) =>
      file.startsWith('like ')
        ? [{ picture, file, of: 0, ofFile: pictures[0]!, distance: 0.1, mirrored: false }]
        : []
    )
    return { ...outcome, report: { ...outcome.report, near } }
  },
  drawSampleSet: ({ job, count, cacheFolder }) => make(job, count, cacheFolder, []),
  preview: async ({ source }) => ({
    files: readdirSync(source).length,
    filesAtLeast: false,
    samples: [],
    pictures: [{ before: Buffer.from('before'), after: Buffer.from('after') }],
    attributes: [],
    grey: false
  }),
  change: async (_, changes) => {
    const excluded = changes.flatMap((change) => (change.kind === 'exclude' ? change.pictures : []))
    return { state: { count: 10 - excluded.length, hash: 'cd'.repeat(32), excluded }, undo: [] }
  },
  sheet: async (cacheFolder, indices) => Buffer.from(`sheet ${indices} of ${cacheFolder}`),
  meanPicture: async (cacheFolder) => Buffer.from(`mean of ${cacheFolder}`),
  ...unused(['state', 'find', 'detail', 'labels', 'facts', 'statistics']),
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
  const hash = 'ef'.repeat(32)
  return { form: 'pictures', channels: 3, pictures: count, count, hash, excluded: [], report }
}

// What these tests never ask for.
function unused<Name extends keyof ImporterApi>(names: Name[]): Pick<ImporterApi, Name> {
  const refuse = (): Promise<never> => Promise.reject(new RangeError('This importer is too small.'))
  return Object.fromEntries(names.map((name) => [name, refuse])) as unknown as Pick<
    ImporterApi,
    Name
  >
}
