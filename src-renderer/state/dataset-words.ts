import type { Dataset, DatasetForm } from '../../src-main/contract/models.ts'
import { formatCountOf } from '../format.ts'

/** What one item of a data set is called. */
const ITEM_WORDS: Record<DatasetForm, string> = {
  pictures: 'picture',
  pairs: 'pair',
  voxels: 'solid'
}

/** "2,000 pictures", "1 pair". */
export function countItems({ form }: Dataset, count: number): string {
  return formatCountOf(count, ITEM_WORDS[form])
}

/** "2,000 pictures, 64 px" */
export function datasetNote(dataset: Dataset): string {
  const { form, size, count } = dataset
  return `${countItems(dataset, count)}, ${form === 'voxels' ? `${size}³ voxels` : `${size} px`}`
}
