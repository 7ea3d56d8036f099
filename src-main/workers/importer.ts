import { cpus } from 'node:os'
import type { ImporterApi, ImporterEvents, ImportOutcome } from '../contract/workers.ts'
import { buildCache } from '../datasets/build.ts'
import { openCache, type Cache } from '../datasets/cache.ts'
import { scanFolder } from '../datasets/scan.ts'
import { buildSampleSet } from '../datasets/samples/build.ts'
import { encodePng } from '../exports/images.ts'
import { serveWorker } from '../rpc/worker.ts'
import { workerPort } from '../rpc/worker-port.ts'

// Pictures are decoded in libuv's threads, four unless told before the first one starts.
process.env['UV_THREADPOOL_SIZE'] ??= String(Math.max(4, cpus().length))

const PROGRESS_EVERY_MS = 100

const jobs = new Map<string, AbortController>()

// Reading an index takes a while for large sets, and a gallery asks for picture after picture.
const caches = new Map<string, Cache>()
const MOST_CACHES = 4

type Work = (signal: AbortSignal, onProgress: Progress) => Promise<ImportOutcome>
type Progress = (done: number, total: number) => void

async function run(job: string, work: Work): Promise<ImportOutcome> {
  const controller = new AbortController()
  jobs.set(job, controller)
  try {
    return await work(controller.signal, throttled(job))
  } finally {
    jobs.delete(job)
  }
}

function throttled(job: string): Progress {
  let toldAt = -Infinity
  return (done, total) => {
    const now = performance.now()
    if (done < total && now - toldAt < PROGRESS_EVERY_MS) return
    toldAt = now
    events.onProgress({ job, done, total })
  }
}

function cacheOf(folder: string): Cache {
  const cache = caches.get(folder) ?? openCache(folder)
  // Put at the end: the first one is then the one that was longest unused.
  caches.delete(folder)
  caches.set(folder, cache)
  const [oldest] = caches
  if (caches.size > MOST_CACHES && oldest) {
    oldest[1].close()
    caches.delete(oldest[0])
  }
  return cache
}

const api: ImporterApi = {
  importFolder: ({ job, folder, size, cacheFolder }) =>
    run(job, (signal, onProgress) =>
      buildCache(scanFolder(folder, { signal }), { size, cacheFolder, signal, onProgress })
    ),

  drawSampleSet: ({ job, ...task }) =>
    run(job, (signal, onProgress) => buildSampleSet(task, { signal, onProgress })),

  async cancel(job) {
    jobs.get(job)?.abort()
  },

  async picture(cacheFolder, index) {
    const cache = cacheOf(cacheFolder)
    const { size } = cache
    const pixels = new Uint8Array(size * size * 3)
    cache.read([index], pixels)
    return encodePng(pixels, size, size)
  }
}

const events = serveWorker<ImporterApi, ImporterEvents>(workerPort(), api)
