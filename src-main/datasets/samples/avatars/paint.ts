import { paintBeard } from './beard.ts'
import { paintBackground, paintBody } from './body.ts'
import { paintBrows } from './brows.ts'
import { paintEarrings } from './earrings.ts'
import { paintEyes } from './eyes.ts'
import { fitGlasses } from './glasses.ts'
import { styleHair } from './hair.ts'
import { paintHead, paintNose } from './head.ts'
import { paintMouth } from './mouth.ts'
import type { Portrait } from './portrait.ts'

/** Paints all of a face, from back to front. */
export function paintPortrait(portrait: Portrait): void {
  const hair = styleHair(portrait)
  const glasses = fitGlasses(portrait)
  paintBackground(portrait)
  hair.behind()
  paintBody(portrait)
  hair.onShoulders()
  paintHead(portrait)
  paintBeard(portrait)
  paintMouth(portrait)
  paintEyes(portrait)
  paintNose(portrait)
  paintBrows(portrait)
  paintEarrings(portrait)
  glasses.arms()
  hair.front()
  glasses.frame()
}
