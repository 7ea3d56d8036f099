import type { Place } from '../found.ts'
import type { Loaded } from './decoder.ts'

/** Grey pixels as packed sets hold them; there is nothing to decode. */
export function loadGrey({ pixels, width, height }: Extract<Place, { kind: 'grey' }>): Loaded {
  return { picture: { pixels, width, height, channels: 1 }, width, height, orientation: 1 }
}
