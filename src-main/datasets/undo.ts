import type { DatasetChange, ExclusionReason } from '../contract/models.ts'
import { groupPictures } from './edits.ts'
import type { Pictures } from './query.ts'

/** The changes that take back a change which is about to be made. */
export function undoOf(change: DatasetChange, { columns, edits }: Pictures): DatasetChange[] {
  if (change.kind === 'label') {
    const { attribute } = change
    const before = groupBy(change.pictures, edits.values(columns.labels, attribute))
    return before.map(([value, pictures]) => ({ kind: 'label', attribute, pictures, value }))
  }
  const before = groupBy(change.pictures, (picture) => edits.excluded(picture))
  return before.map(([reason, pictures]) => exclusionOf(reason, pictures))
}

function exclusionOf(reason: ExclusionReason | undefined, pictures: number[]): DatasetChange {
  return reason === undefined
    ? { kind: 'restore', pictures }
    : { kind: 'exclude', pictures, reason }
}

function groupBy<Key>(
  pictures: readonly number[],
  keyOf: (picture: number) => Key
): [Key, number[]][] {
  return groupPictures(new Map(pictures.map((picture) => [picture, keyOf(picture)])))
}
