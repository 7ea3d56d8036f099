import { isDeepStrictEqual } from 'node:util'
import { readIndex } from '../datasets/cache.ts'
import { fingerprint, readEdits } from '../datasets/edits.ts'
import type { OpenProject } from './project.ts'

/**
 * Brings the rows of data sets up to what their folders say: a studio that was killed may have saved
 * a change in the folder and not in the row.
 */
export function reconcileDatasets({ store, cacheFolder }: OpenProject): void {
  for (const { id, pictures } of store.datasets.list()) {
    try {
      const folder = cacheFolder(id)
      const excluded = readEdits(folder).exclusions()
      if (isDeepStrictEqual(excluded, store.datasets.excluded(id))) continue
      const hash = fingerprint(readIndex(folder).hash, excluded)
      store.datasets.setContent(id, { count: pictures - excluded.length, hash, excluded })
    } catch {
      // A folder that is lost or damaged says so when it is used; the project opens nevertheless.
    }
  }
}
