import type { ColourName } from './colours.ts'
import type { ShapeKind } from './outlines.ts'

/** Radii as parts of the picture's width. */
export const SIZES = { small: [0.1, 0.12], medium: [0.155, 0.175], large: [0.215, 0.24] } as const

const THIRDS = [0.27, 0.5, 0.73] as const

/** Where a shape can be: the column and row of its centre, and how one says it. */
export const POSITIONS = {
  'top left': { x: THIRDS[0], y: THIRDS[0], phrase: 'in the top left' },
  top: { x: THIRDS[1], y: THIRDS[0], phrase: 'at the top' },
  'top right': { x: THIRDS[2], y: THIRDS[0], phrase: 'in the top right' },
  left: { x: THIRDS[0], y: THIRDS[1], phrase: 'on the left' },
  centre: { x: THIRDS[1], y: THIRDS[1], phrase: 'in the centre' },
  right: { x: THIRDS[2], y: THIRDS[1], phrase: 'on the right' },
  'bottom left': { x: THIRDS[0], y: THIRDS[2], phrase: 'in the bottom left' },
  bottom: { x: THIRDS[1], y: THIRDS[2], phrase: 'at the bottom' },
  'bottom right': { x: THIRDS[2], y: THIRDS[2], phrase: 'in the bottom right' }
} as const

/** What a picture of one shape shows, in words; these are its labels. */
export interface ShapeAttributes {
  colour: ColourName
  shape: ShapeKind
  size: keyof typeof SIZES
  position: keyof typeof POSITIONS
}

type Wording = (words: ShapeAttributes & { where: string }) => string

/** The ways of saying it; each names all four attributes. */
export const WORDINGS: readonly Wording[] = [
  ({ size, colour, shape, where }) => `a ${size} ${colour} ${shape} ${where}`,
  ({ size, colour, shape, where }) => `${where} there is a ${size} ${colour} ${shape}`,
  ({ size, colour, shape, where }) => `${withArticle(colour)} ${shape}, ${size}, ${where}`,
  ({ size, colour, shape, where }) => `a ${size} ${shape} ${where}, coloured ${colour}`,
  ({ size, colour, shape, where }) => `the ${shape} ${where} is ${size} and ${colour}`,
  ({ size, colour, shape, where }) => `one ${colour} ${shape} of ${size} size, seen ${where}`
]

/** Says what a picture shows in the n-th of the wordings. */
export function captionShape(attributes: ShapeAttributes, wording: number): string {
  return WORDINGS[wording]!({ ...attributes, where: POSITIONS[attributes.position].phrase })
}

function withArticle(word: string): string {
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`
}
