import type { StudiedModel } from '../../contract/analyst.ts'
import { createBreather } from '../../datasets/breathe.ts'
import { LATENT_BATCH } from '../calibrate.ts'
import { alongAxes } from '../components.ts'
import { readMapFile, type MapFile } from './file.ts'
import { inFrame } from './frame.ts'
import { nearestNeighbours, type Neighbours } from './neighbours.ts'
import type { SketcherShelf } from './sketcher.ts'

type Point = { x: number; y: number }

// Of the neighbours that say where a further sample lies on a map of UMAP's.
const NEAREST = 5

/**
 * Where latents lie on a map. On one of principal components exactly; UMAP's places are those of samples alone,
 * so there it is the mean of the five most alike ones, weighted by the inverse of their distance. Throws
 * `map/unreadable`, `checkpoint/*`.
 */
export async function placeOnMap(
  model: StudiedModel,
  file: string,
  latents: readonly number[][],
  shelf: SketcherShelf
): Promise<Point[]> {
  const map = readMapFile(file)
  const breathe = createBreather()
  const sketcher = await shelf.open(model, { report: () => undefined, breathe })
  const mean = Float32Array.from(map.mean)
  const axes = map.axes.map((axis) => Float32Array.from(axis))
  const points: Point[] = []
  for (let from = 0; from < latents.length; from += LATENT_BATCH) {
    const some = latents.slice(from, from + LATENT_BATCH).map((z) => Float32Array.from(z))
    const places = alongAxes(sketcher.sketch(some).sketches, { mean, axes })
    if (map.method === 'pca') {
      some.forEach((_, row) => {
        const [x, y] = places.subarray(row * axes.length)
        points.push(inFrame(map.frame, x!, y!))
      })
    } else {
      const rows = Float32Array.from(map.places)
      const options = { width: axes.length, count: Math.min(NEAREST, map.x.length), breathe }
      const neighbours = await nearestNeighbours(rows, places, options)
      some.forEach((_, row) => points.push(amongNeighbours(map, neighbours, row)))
    }
  }
  return points
}

function amongNeighbours(
  { x, y }: Pick<MapFile, 'x' | 'y'>,
  { indices, distances, count }: Neighbours,
  row: number
): Point {
  let [sumX, sumY, weights] = [0, 0, 0]
  for (let at = row * count; at < (row + 1) * count; at++) {
    // A sample of the map itself is all there is to say.
    const weight = 1 / Math.max(distances[at]!, 1e-6)
    sumX += weight * x[indices[at]!]!
    sumY += weight * y[indices[at]!]!
    weights += weight
  }
  return { x: sumX / weights, y: sumY / weights }
}
