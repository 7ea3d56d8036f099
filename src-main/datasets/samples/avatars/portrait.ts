import type { Canvas } from '../canvas.ts'
import type { Parts } from '../parts.ts'
import { ATTRIBUTE_NAMES, type Attributes } from './attributes.ts'
import type { Colours } from './colours.ts'
import type { Face } from './face.ts'

/**
 * What draws random numbers of its own, so that a face with other glasses is the same face with other
 * glasses. An order: add new ones before the grain, which draws one number a pixel.
 */
export const PARTS = [
  ...ATTRIBUTE_NAMES,
  'caption',
  'colours',
  'face',
  'ground',
  'clothes',
  'hairstyle',
  'curls',
  'curlsBehind',
  'glassesFit',
  'beardCut',
  'moustacheCut',
  'lips',
  'eyes',
  'marks',
  'earrings',
  'grain'
] as const

/** One face in the making: what all its painters know. */
export interface Portrait {
  canvas: Canvas
  face: Face
  colours: Colours
  attributes: Attributes
  random: Parts<(typeof PARTS)[number]>
}
