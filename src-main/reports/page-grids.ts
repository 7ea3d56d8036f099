/** Moments at which grids stand beside each other on a page, as shares of the shortest run. */
const SHARES = [0, 0.25, 0.5, 1]

/** Of the images at which there are grids those that a page shows, where the shortest run ends at `end`. */
export function pageMoments(images: readonly number[], end: number): number[] {
  if (images.length === 0) return []
  return [...new Set(SHARES.map((share) => nearestTo(images, share * end)))]
}

/** The grids of one run in the order of the shares; a short run may show one of them twice. */
export function pageGrids<Grid extends { images: number }>(
  grids: readonly Grid[],
  end: number
): Grid[] {
  const images = grids.map((grid) => grid.images)
  return SHARES.map((share) => grids[images.indexOf(nearestTo(images, share * end))]!)
}

function nearestTo(all: readonly number[], images: number): number {
  return all.reduce((best, one) => (Math.abs(one - images) < Math.abs(best - images) ? one : best))
}
