import type { DatasetForm } from '../../../src-main/contract/models.ts'

/** What one item of a data set is called. */
export const ITEM_WORDS: Record<DatasetForm, string> = {
  pictures: 'picture',
  pairs: 'pair',
  voxels: 'body'
}
