/** Width and height of the corpus's good pictures, and of what they are decoded to. */
export const SIDE = 32

/** One file of the corpus and what an import has to make of it. */
export interface Entry {
  name: string
  bytes: Uint8Array
  expected: Good | Bad
}

export interface Good {
  /** SIDE x SIDE x 3 bytes, sRGB over white. */
  pixels: Uint8Array
  note?: string
}

export interface Bad {
  reason: RegExp
}

/** Reasons that several entries share. */
export const REASONS = {
  cutOff: /^It is cut off: /,
  damaged: /^It is damaged: /,
  tooLarge: /^It has 900 megapixels, more than the 200 allowed; make it smaller\.$/
}
