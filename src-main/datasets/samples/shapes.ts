import { STREAMS } from '../../engine/random.ts'
import { createCanvas, mix, type Colour } from './canvas.ts'
import { between, oneOf } from './chance.ts'
import { openParts } from './parts.ts'
import type { SampleSet } from './sample-set.ts'
import { captionShape, POSITIONS, SIZES, WORDINGS, type ShapeAttributes } from './shapes/caption.ts'
import { COLOUR_NAMES, drawColour, drawGround } from './shapes/colours.ts'
import { paintGround } from './shapes/grounds.ts'
import { SHAPE_KINDS, shapeOutline } from './shapes/outlines.ts'
import type { Point } from './paths.ts'

const PARTS = ['colour', 'shape', 'size', 'position', 'wording', 'tone', 'place', 'ground'] as const

// How far from the middle of its place a shape may lie, and how far it may lean in radians.
const SCATTER = 0.03
const LEAN = 0.2

const SHADOW: Colour = [0, 0, 0]
const LIGHT: Colour = [255, 255, 255]

/** One shape a picture: colour, kind, size and position are drawn apart and said in a caption. */
export function createShapes(seed: number, size: number): SampleSet {
  const partsOf = openParts(seed, STREAMS.shapes, PARTS)
  return {
    shape: { form: 'pictures', size, channels: 3 },
    draw(index) {
      const random = partsOf(index)
      const attributes: ShapeAttributes = {
        colour: oneOf(random('colour'), COLOUR_NAMES),
        shape: oneOf(random('shape'), SHAPE_KINDS),
        size: oneOf(random('size'), Object.keys(SIZES) as (keyof typeof SIZES)[]),
        position: oneOf(random('position'), Object.keys(POSITIONS) as (keyof typeof POSITIONS)[])
      }
      const place = random('place')
      const middle = POSITIONS[attributes.position]
      const centre: Point = [
        middle.x + between(place, [-SCATTER, SCATTER]),
        middle.y + between(place, [-SCATTER, SCATTER])
      ]
      const radius = between(place, SIZES[attributes.size])
      const turn = between(place, [-LEAN, LEAN])
      const colour = drawColour(attributes.colour, random('tone'))
      const outlineAt = ([x, y]: Point) => shapeOutline(attributes.shape, [x, y], radius, turn)

      const canvas = createCanvas(size)
      const grounds = random('ground')
      const { ground, other, isDark } = drawGround(grounds)
      paintGround(canvas, ground, other, grounds)
      canvas.fill(outlineAt([centre[0] + 0.012, centre[1] + 0.022]), {
        colour: SHADOW,
        alpha: isDark ? 0.3 : 0.14
      })
      canvas.fill(outlineAt(centre), {
        colour: mix(colour, LIGHT, 0.08),
        to: mix(colour, SHADOW, 0.1),
        mix: (_, y) => 0.5 + (y - centre[1]) / (2 * radius)
      })
      const caption = captionShape(attributes, random('wording').integer(WORDINGS.length))
      return { pixels: canvas.finish(), labels: { ...attributes, caption } }
    }
  }
}
