import type { Spot } from '../../../state/latent-maps.svelte.ts'

/** What of a map is in view: its middle in the map's own units, and how much it is enlarged. */
export interface MapView {
  x: number
  y: number
  zoom: number
}

/** Width and height of the room in the page. */
export interface Room {
  width: number
  height: number
}

/** All of the map. */
export const WHOLE: MapView = { x: 0.5, y: 0.5, zoom: 1 }
const MOST_ZOOM = 64

/** Pixels of the map's whole side. */
export function sideOf({ zoom }: MapView, { width, height }: Room): number {
  return Math.min(width, height) * zoom
}

/** Where a spot of the map lies in the room, in pixels. */
export function toRoom({ x, y }: Spot, view: MapView, room: Room): Spot {
  const side = sideOf(view, room)
  return {
    x: room.width / 2 + (x - view.x) * side,
    y: room.height / 2 + (y - view.y) * side
  }
}

/** The spot of the map at a place in the room. */
export function toMap({ x, y }: Spot, view: MapView, room: Room): Spot {
  const side = sideOf(view, room)
  return {
    x: view.x + (x - room.width / 2) / side,
    y: view.y + (y - room.height / 2) / side
  }
}

/** The view enlarged around a place in the room, which stays where it is. */
export function zoomed(view: MapView, factor: number, at: Spot, room: Room): MapView {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, view.zoom * factor))
  const spot = toMap(at, view, room)
  const side = sideOf({ ...view, zoom }, room)
  return bounded({
    x: spot.x - (at.x - room.width / 2) / side,
    y: spot.y - (at.y - room.height / 2) / side,
    zoom
  })
}

/** The view moved with a drag of that many pixels. */
export function panned(view: MapView, by: Spot, room: Room): MapView {
  const side = sideOf(view, room)
  return bounded({ ...view, x: view.x - by.x / side, y: view.y - by.y / side })
}

/** The view moved as little as brings a spot into it. */
export function showing(view: MapView, spot: Spot, room: Room): MapView {
  const side = sideOf(view, room)
  // A margin, so that what comes into view is not at its very edge.
  const half = { x: (0.4 * room.width) / side, y: (0.4 * room.height) / side }
  const near = (middle: number, at: number, reach: number): number =>
    Math.min(Math.max(middle, at - reach), at + reach)
  return bounded({ ...view, x: near(view.x, spot.x, half.x), y: near(view.y, spot.y, half.y) })
}

function bounded({ x, y, zoom }: MapView): MapView {
  if (zoom === 1) return WHOLE
  return { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)), zoom }
}
