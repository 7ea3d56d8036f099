import type { DatasetFacts, ExclusionReason } from '../contract/models.ts'
import { shorterSide, type Pictures } from './query.ts'

// A caption is different for almost every picture; the rest is counted only.
const MOST_VALUES = 100

/** Counts what the pictures in use hold. */
export function countFacts(pictures: Pictures): Omit<DatasetFacts, 'dataset'> {
  const { columns, edits, count } = pictures
  const attributes = edits.attributes(columns.labels).map((attribute) => ({
    attribute,
    read: edits.values(columns.labels, attribute),
    values: new Map<string, number>()
  }))
  const sides = new Map<number, number>()
  const excluded: Partial<Record<ExclusionReason, number>> = {}
  const upscaled = new Set(columns.upscaled)
  let [enlarged, noted] = [0, 0]

  for (let picture = 0; picture < count; picture++) {
    const reason = edits.excluded(picture)
    if (reason !== undefined) {
      excluded[reason] = (excluded[reason] ?? 0) + 1
      continue
    }
    for (const { read, values } of attributes) {
      const value = read(picture)
      if (value !== null) values.set(value, (values.get(value) ?? 0) + 1)
    }
    const side = shorterSide(columns, picture)
    if (side !== undefined) {
      const from = 2 ** Math.floor(Math.log2(side))
      sides.set(from, (sides.get(from) ?? 0) + 1)
    }
    if (upscaled.has(picture)) enlarged++
    if (columns.notes[picture] !== undefined) noted++
  }
  return {
    attributes: attributes
      .filter(({ values }) => values.size > 0)
      .map(({ attribute, values }) => describe(attribute, values)),
    sides: [...sides].sort(([a], [b]) => a - b).map(([from, files]) => ({ from, count: files })),
    excluded,
    upscaled: enlarged,
    noted
  }
}

function describe(
  attribute: string,
  values: Map<string, number>
): DatasetFacts['attributes'][number] {
  const sorted = [...values].sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
  return {
    attribute,
    labelled: sorted.reduce((sum, [, count]) => sum + count, 0),
    values: sorted.slice(0, MOST_VALUES).map(([value, count]) => ({ value, count })),
    more: Math.max(0, sorted.length - MOST_VALUES)
  }
}
