import type { ImporterApi } from '../contract/workers.ts'
import type { Events } from './events.ts'
import type { OpenProject } from './project.ts'
import type { Supervised } from './supervisor.ts'

/**
 * Brings the rows of data sets up to what their folders say: a studio that was killed may have saved
 * a change in the journal beside the pictures and not in the row.
 */
export async function reconcileDatasets(
  { store, cacheFolder, journalBytes }: OpenProject,
  importer: Supervised<ImporterApi>,
  events: Events
): Promise<void> {
  const { datasets } = store
  const changed = datasets.list().filter(({ id }) => journalBytes(id) !== datasets.journal(id))
  for (const { id } of changed) {
    const journal = journalBytes(id)
    // A folder that is lost or damaged says so when it is used; the project opens nevertheless.
    const state = await importer
      .use()
      .state(cacheFolder(id))
      .catch(() => undefined)
    if (state) datasets.setContent(id, { ...state, journal })
  }
  if (changed.length > 0) events.emit({ type: 'datasets', datasets: datasets.list() })
}
