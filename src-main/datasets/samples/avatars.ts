import { createRandom, STREAMS } from '../../engine/random.ts'
import { drawAttributes, type Attributes } from './avatars/attributes.ts'
import { paintBackground, paintBody } from './avatars/body.ts'
import type { SampleSet } from './sample-set.ts'
import { createCanvas } from './canvas.ts'
import { drawColours } from './avatars/colours.ts'
import { paintEyes } from './avatars/eyes.ts'
import { drawFace } from './avatars/face.ts'
import { fitGlasses } from './avatars/glasses.ts'
import { styleHair } from './avatars/hair.ts'
import { paintBrows, paintHead, paintNose } from './avatars/head.ts'
import { paintMouth } from './avatars/mouth.ts'

// Random words set aside for each picture: more than the largest one draws, grain included.
const WORDS_PER_PICTURE = 2 ** 16
// Words for everything but the grain, so that a face is the same at every size.
const WORDS_PER_FACE = 2 ** 8
// Strongest grain, of 255.
const GRAIN = 7

/** Drawn faces whose attributes are known and independent; all else about them varies continuously. */
export function createAvatars(seed: number, size: number): SampleSet {
  const random = createRandom(seed, STREAMS.avatars)
  return {
    shape: { form: 'pictures', size, channels: 3 },
    draw(index) {
      random.restore({ seed, stream: STREAMS.avatars, drawn: index * WORDS_PER_PICTURE })
      const attributes = drawAttributes(random)
      const colours = drawColours(attributes, random)
      const face = drawFace(attributes, random)
      const canvas = createCanvas(size)
      const hair = styleHair(canvas, face, colours, attributes, random)
      const glasses = fitGlasses(canvas, face, colours, attributes, random)

      // From back to front.
      paintBackground(canvas, face, colours, random)
      hair.behind()
      paintBody(canvas, face, colours, random)
      paintHead(canvas, face, colours)
      paintMouth(canvas, face, colours, attributes, random)
      paintEyes(canvas, face, colours, attributes)
      paintNose(canvas, face, colours)
      paintBrows(canvas, face, colours, attributes)
      glasses.arms()
      hair.front()
      glasses.frame()

      const drawn = index * WORDS_PER_PICTURE + WORDS_PER_FACE
      random.restore({ seed, stream: STREAMS.avatars, drawn })
      const strength = GRAIN * random.uniform()
      return {
        pixels: canvas.finish(() => strength * (random.uniform() - 0.5)),
        labels: labelsOf(attributes)
      }
    }
  }
}

function labelsOf(attributes: Attributes): Record<string, string> {
  return { ...attributes, hasGlasses: attributes.glasses === 'none' ? 'no' : 'yes' }
}
