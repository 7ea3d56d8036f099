import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImportSettingsSchema } from '../../src-main/contract/import-settings.ts'
import type { ImporterApi, ImporterEvents } from '../../src-main/contract/workers.ts'
import { processPort } from '../../src-main/rpc/process-port.ts'
import { connectWorker } from '../../src-main/rpc/worker.ts'
import { leanEnvironment } from '../../src-main/studio/lean.ts'
import { quantile } from '../statistics.ts'

const ENTRY = join(import.meta.dirname, '../../out/main/importer.cjs')
const ASK_EVERY_MS = 20

/** One import by the studio's own importer. */
export interface Import {
  pictures: number
  /** Until the last picture was in the cache. */
  secondsToCache: number
  /** Until the data set was there: with copies and strays looked for, and all of it on the disk. */
  seconds: number
  /** How long the process took to answer while it imported, milliseconds, 95 of 100 times at most. */
  answerMs: number
  /** The most memory it has had, MB; undefined where the system does not count it as Linux does. */
  peakMegabytes: number | undefined
}

/** The studio's importer in a process of its own, as the studio starts it. */
export function startImporter(size: number): {
  run(source: string): Promise<Import>
  close(): void
} {
  const env = { ...process.env, ...leanEnvironment() }
  const child = fork(ENTRY, [], { env, serialization: 'advanced', execArgv: [] })
  let inCacheAt = 0
  const events: ImporterEvents = {
    onProgress({ done, total }) {
      if (done === total) inCacheAt = performance.now()
    }
  }
  const { api } = connectWorker<ImporterApi, ImporterEvents>(processPort(child), events)
  const settings = ImportSettingsSchema.parse({ size })
  return {
    async run(source) {
      const folder = mkdtempSync(join(tmpdir(), 'gan-atelier-bench-'))
      try {
        const asking = ask(api)
        const startedAt = performance.now()
        const task = { job: 'bench', source, settings, cacheFolder: join(folder, 'cache') }
        const { count, report } = await api.importSource(task)
        const endedAt = performance.now()
        if (report.rejected.length > 0) throw new Error(`Rejected: ${report.rejected[0]!.reason}`)
        return {
          pictures: count + report.duplicates.length,
          secondsToCache: (inCacheAt - startedAt) / 1000,
          seconds: (endedAt - startedAt) / 1000,
          answerMs: quantile(await asking.stop(), 0.95),
          peakMegabytes: peak(child.pid!)
        }
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
    close: () => void child.kill()
  }
}

// Asks for nothing again and again, as a window asks for something.
function ask(api: ImporterApi): { stop(): Promise<number[]> } {
  const times: number[] = []
  let isOver = false
  const work = async (): Promise<number[]> => {
    while (!isOver) {
      const askedAt = performance.now()
      await api.cancel('no such job')
      times.push(performance.now() - askedAt)
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
    }
    return times
  }
  const all = work()
  return {
    stop() {
      isOver = true
      return all
    }
  }
}

// Linux counts the largest resident memory in kB.
function peak(pid: number): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Math.round(Number(kilobytes) / 1024)
  } catch {
    return undefined
  }
}
