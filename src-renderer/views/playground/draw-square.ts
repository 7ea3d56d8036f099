import { SQUARE_PLACES, SQUARE_THREADS } from '../../../src-main/contract/play-live.ts'
import type { ToyLayers } from '../../state/toys.svelte.ts'
import type { ToyFacts, ToyPicture } from '../../state/toy-frames.ts'

/** The colours of a figure, as the page's style has them. */
export interface SquareColours {
  ground: string
  data: string
  generated: string
  /** As [red, green, blue]: it is drawn with the verdict as its strength. */
  discriminator: readonly [number, number, number]
}

// How strong a verdict of 1 is drawn, so that points stay seen upon it.
const STRENGTH = 0.62
// Of the longest arrow, in shares of the side; a slope of SOFT is drawn half as long.
const LONGEST = 0.09
const SOFT = 3

/** Draws a toy of two dimensions on a square canvas: the discriminator as a map, then z's grid, data, pull and samples. */
export function drawSquare(
  canvas: CanvasRenderingContext2D,
  side: number,
  { facts, picture, layers }: { facts: ToyFacts; picture: ToyPicture; layers: ToyLayers },
  colours: SquareColours
): void {
  const at = (value: number): number => ((value + facts.reach) / (2 * facts.reach)) * side
  const x = (value: number): number => at(value)
  const y = (value: number): number => side - at(value)
  const unit = side / 480
  canvas.globalAlpha = 1
  canvas.fillStyle = colours.ground
  canvas.fillRect(0, 0, side, side)
  if (layers.discriminator) drawField(canvas, side, picture.field, colours.discriminator)
  if (layers.fabric) {
    canvas.strokeStyle = colours.generated
    canvas.globalAlpha = 0.5
    canvas.lineWidth = unit
    drawFabric(canvas, picture.fabric, x, y)
  }
  if (layers.data)
    drawPoints(canvas, facts.data, { x, y, size: 3.4 * unit, alpha: 0.8 }, colours.data)
  if (layers.pull) {
    canvas.strokeStyle = colours.generated
    canvas.globalAlpha = 0.85
    canvas.lineWidth = 1.2 * unit
    drawPull(canvas, picture, x, y, LONGEST * side)
  }
  drawPoints(canvas, picture.samples, { x, y, size: 3 * unit, alpha: 0.9 }, colours.generated)
  canvas.globalAlpha = 1
}

function drawField(
  canvas: CanvasRenderingContext2D,
  side: number,
  field: Uint8Array,
  [red, green, blue]: readonly [number, number, number]
): void {
  const map = new OffscreenCanvas(SQUARE_PLACES, SQUARE_PLACES)
  const context = map.getContext('2d')!
  const pixels = context.createImageData(SQUARE_PLACES, SQUARE_PLACES)
  field.forEach((byte, place) => {
    const row = SQUARE_PLACES - 1 - Math.floor(place / SQUARE_PLACES)
    const to = 4 * (row * SQUARE_PLACES + (place % SQUARE_PLACES))
    pixels.data.set([red, green, blue, byte * STRENGTH], to)
  })
  context.putImageData(pixels, 0, 0)
  canvas.imageSmoothingEnabled = true
  canvas.imageSmoothingQuality = 'high'
  canvas.drawImage(map, 0, 0, side, side)
}

type Axis = (value: number) => number

function drawPoints(
  canvas: CanvasRenderingContext2D,
  points: Float32Array,
  { x, y, size, alpha }: { x: Axis; y: Axis; size: number; alpha: number },
  colour: string
): void {
  canvas.fillStyle = colour
  canvas.globalAlpha = alpha
  for (let at = 0; at < points.length; at += 2) {
    canvas.fillRect(x(points[at]!) - size / 2, y(points[at + 1]!) - size / 2, size, size)
  }
}

function drawFabric(
  canvas: CanvasRenderingContext2D,
  fabric: Float32Array,
  x: Axis,
  y: Axis
): void {
  canvas.beginPath()
  for (let line = 0; line < SQUARE_THREADS; line++) {
    for (const [first, step] of [
      [line * SQUARE_THREADS, 1],
      [line, SQUARE_THREADS]
    ] as const) {
      for (let knot = 0; knot < SQUARE_THREADS; knot++) {
        const at = 2 * (first + knot * step)
        const [across, up] = [x(fabric[at]!), y(fabric[at + 1]!)]
        if (knot === 0) canvas.moveTo(across, up)
        else canvas.lineTo(across, up)
      }
    }
  }
  canvas.stroke()
}

function drawPull(
  canvas: CanvasRenderingContext2D,
  { pull, samples }: ToyPicture,
  x: Axis,
  y: Axis,
  longest: number
): void {
  canvas.beginPath()
  for (let at = 0; at < pull.length; at += 2) {
    const slope = Math.hypot(pull[at]!, pull[at + 1]!)
    if (!(slope > 0)) continue
    const length = (longest * slope) / (slope + SOFT)
    const [across, up] = [x(samples[at]!), y(samples[at + 1]!)]
    const [dx, dy] = [(length * pull[at]!) / slope, (-length * pull[at + 1]!) / slope]
    canvas.moveTo(across, up)
    canvas.lineTo(across + dx, up + dy)
    // The head, a third as long.
    canvas.lineTo(across + 0.7 * dx - 0.2 * dy, up + 0.7 * dy + 0.2 * dx)
  }
  canvas.stroke()
}
