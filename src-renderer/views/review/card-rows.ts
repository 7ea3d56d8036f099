/** Heights and widths of what the lists of a review and a report are made of, in pixels. */
export const PAIR = { width: 360, height: 192 }
export const OUTLIER = { width: 144, height: 192 }
export const GAP = 12

/** Cards side by side in rows as wide as there is room. */
export function inRows<Item>(
  items: readonly Item[],
  cardWidth: number,
  roomWidth: number
): Item[][] {
  const columns = Math.max(1, Math.floor((roomWidth + GAP) / (cardWidth + GAP)))
  return Array.from({ length: Math.ceil(items.length / columns) }, (_, row) =>
    items.slice(row * columns, (row + 1) * columns)
  )
}
