import type { StudioApi } from '../../src-main/contract/api.ts'
import type { Job, Labels } from '../../src-main/contract/models.ts'
import type { ModelPlace } from './sheet-layout.ts'

/** Does a job of the studio to its end; gives it when it is done, undefined where it came to nothing. */
export type RunJob = (start: () => Promise<Job>) => Promise<Job | undefined>

/**
 * Labels of the samples that `drawLatents` gives, told by a classifier of the data set's attributes, which is
 * learned the first time. The samples' map is what knows them; it is made small and taken away again.
 */
export async function labelSamples(
  api: Pick<StudioApi, 'makeMap' | 'getMap' | 'deleteLatentItem'>,
  runJob: RunJob,
  { seed, count, ...model }: ModelPlace & { seed: number; count: number }
): Promise<Labels[] | undefined> {
  const name = `labels of ${count} samples`
  const job = await runJob(() => api.makeMap({ ...model, name, method: 'pca', count, seed }))
  const [map] = job?.made ?? []
  if (map === undefined) return undefined
  const { colours } = await api.getMap({ map })
  await api.deleteLatentItem({ item: map })
  return Array.from({ length: count }, (_, sample) =>
    Object.fromEntries(
      colours.flatMap(({ name, values, numbers }) => {
        const value = values?.[numbers[sample]!]
        return value === undefined ? [] : [[name, value]]
      })
    )
  )
}
