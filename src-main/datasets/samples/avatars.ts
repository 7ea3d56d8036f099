import { STREAMS } from '../../engine/random.ts'
import { drawAttributes, type Attributes } from './avatars/attributes.ts'
import { captionFace } from './avatars/caption.ts'
import { drawColours } from './avatars/colours.ts'
import { drawFace } from './avatars/face.ts'
import { paintPortrait } from './avatars/paint.ts'
import { PARTS, type Portrait } from './avatars/portrait.ts'
import { createCanvas } from './canvas.ts'
import { openParts } from './parts.ts'
import type { SampleSet } from './sample-set.ts'

// Strongest grain, of 255.
const GRAIN = 5

/** Faces, and their twins: the n-th face with some attributes as they are wanted, all else the same. */
export interface Avatars extends SampleSet {
  draw(index: number, wanted?: Partial<Attributes>): ReturnType<SampleSet['draw']>
}

/** Drawn faces whose attributes are known and independent; all else about them varies continuously. */
export function createAvatars(seed: number, size: number): Avatars {
  const partsOf = openParts(seed, STREAMS.avatars, PARTS)
  return {
    shape: { form: 'pictures', size, channels: 3 },
    draw(index, wanted = {}) {
      const random = partsOf(index)
      const attributes = { ...drawAttributes(random), ...wanted }
      const portrait: Portrait = {
        canvas: createCanvas(size),
        face: drawFace(attributes, random('face')),
        colours: drawColours(attributes, random('colours')),
        attributes,
        random
      }
      paintPortrait(portrait)
      const grain = random('grain')
      const strength = GRAIN * grain.uniform()
      const caption = captionFace(attributes, random('caption'))
      return {
        pixels: portrait.canvas.finish(() => strength * (grain.uniform() - 0.5)),
        labels: { ...attributes, hasGlasses: hasGlasses(attributes), caption }
      }
    }
  }
}

function hasGlasses({ glasses }: Attributes): string {
  return glasses === 'none' ? 'no' : 'yes'
}
