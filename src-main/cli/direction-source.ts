import type { StudioApi } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'
import { SORTED_SAMPLES, type Direction, type DirectionSource } from '../contract/latent.ts'
import { LARGEST_PLACE } from '../contract/pyramid.ts'
import { nearestWord } from '../contract/nearest-word.ts'
import type { Words } from './command.ts'
import { drawSeeds } from './seeds.ts'
import { optional, required, whole, wholeList } from './words.ts'

/** What the options of a source are read with. */
export interface SourceContext {
  api: StudioApi
  words: Words
  model: { run: string; checkpoint?: number }
  /** The directions that the run has. */
  known: readonly Direction[]
}

// The contract's limits.
const MOST_COMPONENTS = 32
const LARGEST_WEIGHT = 4

/** The option that names a source, and how the rest of it is read. */
const SOURCES: Record<
  string,
  (context: SourceContext) => DirectionSource | Promise<DirectionSource>
> = {
  attribute: ({ words }) => {
    const [attribute, values] = splitAt('attribute', required(words, 'attribute'))
    const { least, usual, most } = SORTED_SAMPLES
    const samples = whole(words, 'samples', least, most) ?? usual
    return { kind: 'attribute', attribute, values: values.split(','), samples }
  },
  plus: async ({ api, words, model }) => {
    const seeds = (name: string) => wholeList(name, required(words, name))
    const [plus, minus] = [seeds('plus'), seeds('minus')]
    return {
      kind: 'difference',
      plus: await drawSeeds(api, model, plus),
      minus: await drawSeeds(api, model, minus),
      corrected: words.values.uncorrected !== true
    }
  },
  components: ({ words }) => ({
    kind: 'components',
    count: whole(words, 'components', 1, MOST_COMPONENTS)!
  }),
  // Counted from 1, as in the window.
  dimension: ({ words }) => ({
    kind: 'dimension',
    dimension: whole(words, 'dimension', 1, LARGEST_PLACE)! - 1
  }),
  orthogonal: ({ words, known }) => ({
    kind: 'orthogonal',
    direction: findDirection(known, required(words, 'orthogonal')).id,
    against: required(words, 'against')
      .split(',')
      .map((name) => findDirection(known, name).id)
  }),
  combine: ({ words, known }) => {
    const parts = required(words, 'combine').split(',')
    if (parts.length < 2) {
      throw new StudioError(
        'cli/combine',
        '--combine takes two directions or more, as in a=1,b=-0.5.'
      )
    }
    return { kind: 'combination', parts: parts.map((part) => readPart(known, part)) }
  }
}

/** The source that the words name; throws `cli/*` where they name none, or two. */
export function readSource(context: SourceContext): DirectionSource | Promise<DirectionSource> {
  const names = Object.keys(SOURCES).filter((name) => optional(context.words, name) !== undefined)
  if (names.length === 1) return SOURCES[names[0]!]!(context)
  const all = Object.keys(SOURCES).map((name) => `--${name}`)
  throw new StudioError(
    'cli/source',
    names.length === 0
      ? `There is nothing to find a direction from; give ${all.join(', ')}, or --list.`
      : `--${names[0]} and --${names[1]} are two directions; find one after the other.`
  )
}

/** The direction that a person means by its id or name. */
export function findDirection(known: readonly Direction[], word: string): Direction {
  const found = known.find(({ id }) => id === word) ?? known.findLast(({ name }) => name === word)
  if (found) return found
  const names = known.map(({ name }) => name)
  throw new StudioError(
    'cli/no-direction',
    names.length > 0
      ? `There is no direction "${word}"; the nearest is "${nearestWord(word, names)}".`
      : `There is no direction "${word}"; the run has none yet.`
  )
}

function readPart(
  known: readonly Direction[],
  part: string
): { direction: string; weight: number } {
  const [name, text] = splitAt('combine', part)
  const weight = Number(text)
  if (text.trim() === '' || !(Math.abs(weight) <= LARGEST_WEIGHT)) {
    throw new StudioError(
      'cli/weight',
      `--combine cannot weigh "${name}" by "${text}"; a weight is a number from -${LARGEST_WEIGHT} to ${LARGEST_WEIGHT}.`
    )
  }
  return { direction: findDirection(known, name).id, weight }
}

// At the last "=", since names may hold one.
function splitAt(option: string, text: string): [string, string] {
  const at = text.lastIndexOf('=')
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)]
  throw new StudioError(
    'cli/value',
    `--${option} cannot be "${text}"; it takes a name, "=" and what belongs to it.`
  )
}
