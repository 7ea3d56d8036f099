/** How cells lie in a grid; lengths in pixels, places counted row by row from 0. */
export interface GridShape {
  count: number
  columns: number
  rows: number
  /** From one cell to the next: its size and the hairline after it. */
  pitch: { x: number; y: number }
}

/** A rectangle of the grid, measured from its first cell. */
export interface Area {
  left: number
  top: number
  right: number
  bottom: number
}

/** Hairlines between cells, in pixels. */
export const HAIRLINE = 2

/** As many cells side by side as there is room for, at least one. */
export function shapeGrid(
  count: number,
  cell: { width: number; height: number },
  roomWidth: number
): GridShape {
  const pitch = { x: cell.width + HAIRLINE, y: cell.height + HAIRLINE }
  const columns = Math.max(1, Math.floor((roomWidth + HAIRLINE) / pitch.x))
  return { count, columns, rows: Math.ceil(count / columns), pitch }
}

/** The places of whole rows that a view from `top` to `bottom` touches, with `spare` rows around it. */
export function placesInView(
  { count, columns, rows, pitch }: GridShape,
  top: number,
  bottom: number,
  spare: number
): { first: number; end: number } {
  const firstRow = Math.max(0, Math.floor(top / pitch.y) - spare)
  const endRow = Math.min(rows, Math.ceil(bottom / pitch.y) + spare)
  const first = Math.min(count, firstRow * columns)
  return { first, end: Math.max(first, Math.min(count, endRow * columns)) }
}

/** The places whose cells a rectangle touches, ascending. */
export function placesWithin(
  { count, columns, rows, pitch }: GridShape,
  { left, top, right, bottom }: Area
): number[] {
  const firstColumn = Math.max(0, Math.floor((left + HAIRLINE) / pitch.x))
  const lastColumn = Math.min(columns - 1, Math.floor(right / pitch.x))
  const firstRow = Math.max(0, Math.floor((top + HAIRLINE) / pitch.y))
  const lastRow = Math.min(rows - 1, Math.floor(bottom / pitch.y))
  const places: number[] = []
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const place = row * columns + column
      if (place < count) places.push(place)
    }
  }
  return places
}

/** The smallest integer enlargement with which no more than `mostCells` fill a room. */
export function smallestScale(
  item: { width: number; height: number },
  captionHeight: number,
  room: { width: number; height: number },
  mostCells: number
): number {
  for (let scale = 1; ; scale++) {
    const width = item.width * scale + HAIRLINE
    const height = item.height * scale + captionHeight + HAIRLINE
    if ((room.width / width) * (room.height / height) <= mostCells) return scale
  }
}

/** The place that a key leads to from another one; undefined for keys that lead nowhere. */
export function placeByKey(
  key: string,
  from: number,
  { count, columns }: GridShape,
  rowsInPage: number
): number | undefined {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * rowsInPage,
    PageDown: columns * rowsInPage,
    Home: -count,
    End: count
  }
  const step = steps[key]
  if (step === undefined) return undefined
  // From nowhere every key leads to the first cell, but the one that says which.
  if (from < 0) return key === 'End' ? count - 1 : 0
  const to = from + step
  const isLastRow = Math.floor(from / columns) === Math.floor((count - 1) / columns)
  if ((key === 'ArrowUp' && to < 0) || (key === 'ArrowDown' && isLastRow)) return from
  return Math.min(count - 1, Math.max(0, to))
}
