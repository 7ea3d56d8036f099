import { MOST_ATTRIBUTES } from './labels/limits.ts'

/** Labels of one picture: a value for each attribute it has. */
export type Labels = Record<string, string>

/** Labels of many pictures by attribute, so that 100,000 of them stay small. */
export type LabelColumns = Record<
  string,
  {
    values: string[]
    /** For each picture the place of its value in `values`, or -1 where it has none. */
    of: number[]
  }
>

/**
 * Packs labels by attribute, in the order in which attributes and values first appear. Of more than
 * `MOST_ATTRIBUTES` attributes, as keywords may be, those that most pictures have are kept.
 */
export function packLabels(pictures: readonly Labels[]): LabelColumns {
  const kept = commonAttributes(pictures)
  const columns = new Map<string, { places: Map<string, number>; of: number[] }>()
  pictures.forEach((labels, index) => {
    for (const [attribute, value] of Object.entries(labels)) {
      if (!kept.has(attribute)) continue
      let column = columns.get(attribute)
      if (!column) {
        column = { places: new Map(), of: new Array<number>(pictures.length).fill(-1) }
        columns.set(attribute, column)
      }
      if (!column.places.has(value)) column.places.set(value, column.places.size)
      column.of[index] = column.places.get(value)!
    }
  })
  return Object.fromEntries(
    [...columns].map(([attribute, { places, of }]) => [
      attribute,
      { values: [...places.keys()], of }
    ])
  )
}

function commonAttributes(pictures: readonly Labels[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const labels of pictures) {
    for (const attribute of Object.keys(labels)) {
      counts.set(attribute, (counts.get(attribute) ?? 0) + 1)
    }
  }
  const common = [...counts].sort(([, few], [, many]) => many - few).slice(0, MOST_ATTRIBUTES)
  return new Set(common.map(([attribute]) => attribute))
}

/** The labels of one picture out of the columns. */
export function labelsOf(columns: LabelColumns, index: number): Labels {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([attribute, { values, of }]) => {
      const value = values[of[index]!]
      return value === undefined ? [] : [[attribute, value]]
    })
  )
}
