import type { OpenMap } from '../../../state/latent-maps.svelte.ts'
import type { MapColour } from '../../../../src-main/contract/latent.ts'
import { markOf } from './map-marks.ts'
import { toRoom, type MapView, type Room } from './map-view.ts'

// Radii of a mark in the page, far and near.
const SMALL = 2.6
const LARGE = 6

/** Draws all samples of a map that are in view. `colourOf` gives the colour of a property of tokens.css. */
export function drawMap(
  canvas: HTMLCanvasElement,
  { map, colour, view, room }: { map: OpenMap; colour: MapColour; view: MapView; room: Room },
  colourOf: (property: string) => string
): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const ratio = devicePixelRatio
  canvas.width = Math.round(room.width * ratio)
  canvas.height = Math.round(room.height * ratio)
  const radius = Math.min(LARGE, SMALL * Math.sqrt(view.zoom))
  const shapes: Record<string, Path2D> = {}
  const colours: Record<string, string> = {}
  for (let sample = 0; sample < map.x.length; sample++) {
    const { x, y } = toRoom({ x: map.x[sample]!, y: map.y[sample]! }, view, room)
    if (x < -LARGE || y < -LARGE || x > room.width + LARGE || y > room.height + LARGE) continue
    const mark = markOf(colour, sample)
    context.fillStyle = colours[mark.colour] ??= colourOf(mark.colour)
    const size = radius * ratio
    context.setTransform(size, 0, 0, size, x * ratio, y * ratio)
    context.fill((shapes[mark.path] ??= new Path2D(mark.path)))
  }
  context.setTransform(1, 0, 0, 1, 0, 0)
}
