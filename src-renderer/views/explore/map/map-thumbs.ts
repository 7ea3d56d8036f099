import { SHEET_PICTURES } from '../../../../src-main/contract/pixels.ts'
import type { Spot } from '../../../state/latent-maps.svelte.ts'
import type { Points } from './map-points.ts'
import { toRoom, type MapView, type Room } from './map-view.ts'

/** Side of a picture on the map, in pixels. */
export const THUMB = 56

/**
 * The samples in view of which a picture is shown, as many as a sheet holds: the first of them, whose order
 * is by chance, that cover no other.
 */
export function thumbSamples(points: Points, view: MapView, room: Room): number[] {
  const chosen: { sample: number; at: Spot }[] = []
  for (let sample = 0; sample < points.x.length && chosen.length < SHEET_PICTURES; sample++) {
    const at = toRoom({ x: points.x[sample]!, y: points.y[sample]! }, view, room)
    if (at.x < 0 || at.y < 0 || at.x >= room.width || at.y >= room.height) continue
    if (!chosen.some((other) => isWithin(other.at, at, THUMB))) chosen.push({ sample, at })
  }
  return chosen.map((one) => one.sample)
}

/** Whether two places are less than a distance apart both across and down. */
export function isWithin(a: Spot, b: Spot, distance: number): boolean {
  return Math.abs(a.x - b.x) < distance && Math.abs(a.y - b.y) < distance
}
