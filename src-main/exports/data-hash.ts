import type { ExportTask } from '../contract/workers.ts'
import { openCache } from '../datasets/cache.ts'
import { fingerprint } from '../datasets/edits.ts'

/** What identifies the pictures that a run was trained on; empty where they have been deleted. */
export function dataHash({ cacheFolder, excluded }: ExportTask['data']): string {
  try {
    const cache = openCache(cacheFolder)
    const hash = fingerprint(cache.hash, excluded)
    cache.close()
    return hash
  } catch {
    return ''
  }
}
