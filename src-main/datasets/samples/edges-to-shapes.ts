import { STREAMS, type Random } from '../../engine/random.ts'
import { createCanvas, mix, type Canvas, type Colour, type Path } from './canvas.ts'
import { between, type Span } from './chance.ts'
import { openParts } from './parts.ts'
import { EVERYWHERE, outlineStroke, type Point } from './paths.ts'
import type { SampleSet } from './sample-set.ts'
import { drawColour, type ColourName } from './shapes/colours.ts'
import { SHAPE_KINDS, shapeOutline, type ShapeKind } from './shapes/outlines.ts'

const PARTS = ['count', 'kinds', 'places', 'pen', 'tones'] as const

/** What each shape is filled with: the outline tells the colour, so a translation can be right or wrong. */
export const FILLS = {
  circle: 'blue',
  square: 'orange',
  triangle: 'green',
  star: 'yellow',
  diamond: 'turquoise',
  cross: 'red',
  heart: 'pink',
  ring: 'purple'
} as const satisfies Record<ShapeKind, ColourName>

const MOST_SHAPES = 3
const RADII: Span = [0.16, 0.26]
const PLACES: Span = [0.27, 0.73]
// Narrowest and widest pen, as parts of the picture's width.
const PENS: Span = [0.02, 0.034]

const PAPER: Colour = [255, 255, 255]
const INK: Colour = [24, 22, 28]
const GROUND: Colour = [250, 246, 236]
const GROUND_BELOW: Colour = [226, 222, 214]
const SHADOW: Colour = [30, 24, 34]

interface Shape {
  kind: ShapeKind
  outline: Path
  centre: Point
  radius: number
}

/** Pairs of a drawing in lines and the same in colours: one to three shapes, the nearer hiding the others. */
export function createEdgesToShapes(seed: number, size: number): SampleSet {
  const partsOf = openParts(seed, STREAMS.edges, PARTS)
  return {
    shape: { form: 'pairs', size, channels: 3 },
    draw(index) {
      const random = partsOf(index)
      const shapes = drawShapes(1 + random('count').integer(MOST_SHAPES), random)
      const pen = between(random('pen'), PENS)
      const [lines, colours] = [createCanvas(size), createCanvas(size)]
      paintLines(lines, shapes, pen)
      paintColours(colours, shapes, random('tones'))
      const pixels = new Uint8Array(2 * size * size * 3)
      pixels.set(lines.finish(), 0)
      pixels.set(colours.finish(), pixels.length / 2)
      const kinds = shapes.map(({ kind }) => kind).reverse()
      return {
        pixels,
        labels: { count: String(kinds.length), front: kinds[0]!, caption: listKinds(kinds) }
      }
    }
  }
}

// From the farthest to the nearest; no kind twice.
function drawShapes(count: number, random: (part: 'kinds' | 'places') => Random): Shape[] {
  const [kindsAt, placesAt] = [random('kinds'), random('places')]
  const left = [...SHAPE_KINDS]
  return Array.from({ length: count }, () => {
    const [kind] = left.splice(kindsAt.integer(left.length), 1)
    const centre: Point = [between(placesAt, PLACES), between(placesAt, PLACES)]
    const radius = between(placesAt, RADII)
    const turn = between(placesAt, [-0.5, 0.5])
    return { kind: kind!, centre, radius, outline: shapeOutline(kind!, centre, radius, turn) }
  })
}

function paintLines(canvas: Canvas, shapes: readonly Shape[], pen: number): void {
  canvas.fill(EVERYWHERE, { colour: PAPER })
  for (const { outline } of shapes) {
    canvas.fill(outline, { colour: PAPER })
    canvas.fill(outlineStroke(outline, pen), { colour: INK })
  }
}

function paintColours(canvas: Canvas, shapes: readonly Shape[], random: Random): void {
  canvas.fill(EVERYWHERE, { colour: GROUND, to: GROUND_BELOW, mix: (_, y) => y })
  for (const { kind, outline, centre, radius } of shapes) {
    const colour = drawColour(FILLS[kind], random)
    const below = outline.map((points) => points.map((value, i) => value + (i % 2 ? 0.02 : 0.012)))
    canvas.fill(below, { colour: SHADOW, alpha: 0.22 })
    // Light from the upper left.
    const [x, y] = [centre[0] - 0.5 * radius, centre[1] - 0.6 * radius]
    canvas.fill(outline, {
      colour: mix(colour, PAPER, 0.3),
      to: mix(colour, SHADOW, 0.22),
      mix: (px, py) => Math.hypot(px - x, py - y) / (2 * radius)
    })
  }
}

// “a star, a ring and a square”, nearest first.
function listKinds(kinds: readonly ShapeKind[]): string {
  const words = kinds.map((kind) => `a ${kind}`)
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
