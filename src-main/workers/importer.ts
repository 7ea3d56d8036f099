import { cpus } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { ImporterApi, ImporterEvents, ImportOutcome } from '../contract/workers.ts'
import { openAlbum, type Album } from '../datasets/album.ts'
import { buildCache } from '../datasets/build/build.ts'
import { openDecoders } from '../datasets/decoders-pool.ts'
import { drawSheet } from '../datasets/sheet.ts'
import { openSource } from '../datasets/sources/source.ts'
import { buildSampleSet } from '../datasets/samples/build.ts'
import { createTryOut } from '../datasets/try-out.ts'
import { encodePng } from '../exports/images.ts'
import { serveWorker } from '../rpc/worker.ts'
import { workerPort } from '../rpc/worker-port.ts'

// Previews are decoded in libuv's threads, four unless told before the first one starts.
process.env['UV_THREADPOOL_SIZE'] ??= String(Math.max(4, cpus().length))

// The young generation stays as small as it begins: grown, it takes 130 MB more at 100,000 files and saves
// no time.
setFlagsFromString('--semi-space-growth-factor=1')

// Beside this script and of its kind: TypeScript in a checkout, a bundle in a build.
const [, ENTRY = ''] = process.argv
const DECODER = join(dirname(ENTRY), `decoder${extname(ENTRY)}`)

const PROGRESS_EVERY_MS = 100

const jobs = new Map<string, AbortController>()

// Reading what is known of a large set takes a while, and a gallery asks for picture after picture.
const albums = new Map<string, Album>()
const MOST_ALBUMS = 4

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

function albumOf(folder: string): Album {
  const album = albums.get(folder) ?? openAlbum(folder)
  // Put at the end: the first one is then the one that was longest unused.
  albums.delete(folder)
  albums.set(folder, album)
  const [oldest] = albums
  if (albums.size > MOST_ALBUMS && oldest) {
    oldest[1].close()
    albums.delete(oldest[0])
  }
  return album
}

async function encodeSheet(folder: string, indices: readonly number[]): Promise<Uint8Array> {
  const { pixels, width, height } = drawSheet(albumOf(folder).cache, indices)
  return encodePng(pixels, width, height)
}

const api: ImporterApi = {
  preview: createTryOut(),

  importSource: ({ job, source: path, settings, cacheFolder, earlier }) =>
    run(job, async (signal, onProgress) => {
      const decoders = openDecoders(settings, { entry: DECODER, signal })
      try {
        const source = await openSource(path, { signal, labels: settings.labels })
        const { decode } = decoders
        const known = earlier === undefined ? {} : { earlier }
        return await buildCache(source, {
          settings,
          cacheFolder,
          decode,
          signal,
          onProgress,
          ...known
        })
      } finally {
        decoders.close()
      }
    }),

  drawSampleSet: ({ job, ...task }) =>
    run(job, (signal, onProgress) => buildSampleSet(task, { signal, onProgress })),

  async cancel(job) {
    jobs.get(job)?.abort()
  },

  picture: (folder, index) => encodeSheet(folder, [index]),
  sheet: encodeSheet,

  async meanPicture(folder) {
    const { pixels, width, height } = await albumOf(folder).meanPicture()
    return encodePng(pixels, width, height)
  },

  async state(folder) {
    return albumOf(folder).state()
  },
  async change(folder, changes) {
    const album = albumOf(folder)
    const undo = album.change(changes)
    return { state: album.state(), undo }
  },
  async find(folder, query) {
    return albumOf(folder).find(query)
  },
  async detail(folder, picture) {
    return albumOf(folder).detail(picture)
  },
  async labels(folder, pictures) {
    const { labels } = albumOf(folder)
    return pictures.map(labels)
  },
  async facts(folder) {
    return albumOf(folder).facts()
  },
  statistics: (folder) => albumOf(folder).statistics()
}

const events = serveWorker<ImporterApi, ImporterEvents>(workerPort(), api)
