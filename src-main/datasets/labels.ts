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

/** The label a picture has from its place: the name of the first folder on its path. */
export function folderLabels(file: string): Labels {
  const slash = file.indexOf('/')
  return slash > 0 ? { label: file.slice(0, slash) } : {}
}

/** Packs labels by attribute, in the order in which attributes and values first appear. */
export function packLabels(pictures: readonly Labels[]): LabelColumns {
  const columns = new Map<string, { places: Map<string, number>; of: number[] }>()
  pictures.forEach((labels, index) => {
    for (const [attribute, value] of Object.entries(labels)) {
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

/** The labels of one picture out of the columns. */
export function labelsOf(columns: LabelColumns, index: number): Labels {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([attribute, { values, of }]) => {
      const value = values[of[index]!]
      return value === undefined ? [] : [[attribute, value]]
    })
  )
}
