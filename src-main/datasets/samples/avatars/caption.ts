import type { Random } from '../../../engine/random.ts'
import { happens } from '../chance.ts'
import type { Attributes } from './attributes.ts'

type Words<A extends keyof Attributes> = Record<Attributes[A], string>

// What is worth a word; the rest goes without saying.
const GLASSES: Words<'glasses'> = {
  none: '',
  round: 'round glasses',
  square: 'square glasses',
  'cat-eye': 'cat-eye glasses',
  sunglasses: 'sunglasses'
}
const BEARDS: Words<'beard'> = {
  none: '',
  stubble: 'stubble',
  moustache: 'a moustache',
  full: 'a full beard'
}
const MOUTHS: Words<'mouth'> = { neutral: '', smile: 'smiling', open: 'mouth open' }
const TURNS: Words<'turn'> = {
  left: 'looking left',
  centre: 'facing the viewer',
  right: 'looking right'
}

/**
 * Says what a face looks like: “a woman with long red hair and round glasses, smiling”. Two captions of
 * five also tell the turn of the head, and two the background.
 */
export function captionFace(attributes: Attributes, random: Random): string {
  const { presenting, hair, hairColour, beard, glasses, mouth, turn, background } = attributes
  const who = hair === 'bald' ? `a bald ${presenting}` : `a ${presenting}`
  const things = [
    hair === 'bald' ? '' : `${hair} ${hairColour} hair`,
    BEARDS[beard],
    GLASSES[glasses]
  ].filter(Boolean)
  const asides = [
    MOUTHS[mouth],
    happens(random, 0.4) ? TURNS[turn] : '',
    happens(random, 0.4) ? `on a ${background} background` : ''
  ].filter(Boolean)
  const withThings = things.length > 0 ? `${who} with ${listed(things)}` : who
  return [withThings, ...asides].join(', ')
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
