import type { RunConfig } from '../../src-main/contract/run-config.ts'
import { formatFigure } from '../format.ts'
import type { ToyPicture } from './toy-frames.ts'

/** What is happening to a toy, and why. */
export interface ToyVerdict {
  word: string
  tone: 'healthy' | 'amber' | 'quiet'
  sentence: string
}

interface Seen {
  picture: ToyPicture
  /** The same toy some time before. */
  before: ToyPicture | undefined
  config: Pick<RunConfig, 'loss'>
  /** The discriminator's accuracy on both, 0-1. */
  accuracy: number
  gradient: number
}

interface Rule {
  holds(seen: Seen): boolean
  say(seen: Seen): ToyVerdict
}

// Of the discriminator: it tells all apart, or nothing.
const WON = 0.97
const EVEN = [0.4, 0.6] as const
// Of the samples.
const COVERED = 0.9
const ON_MODES = 0.3
// Before, whatever lies near some modes has hardly moved.
const FIRST = 300
const CLOSE = 0.02
const VANISHED = 0.02

const percent = (share: number): string => `${Math.round(100 * share)} %`

/** The first that holds is said. */
const RULES: Rule[] = [
  {
    holds: ({ picture }) => !Number.isFinite(picture.divergence) || hasNoNumber(picture),
    say: () => ({
      word: 'Diverged',
      tone: 'amber',
      sentence:
        'Numbers have grown out of range, and nothing can be learned from them any more; start again with lower learning rates.'
    })
  },
  {
    holds: ({ picture }) => picture.iteration === 0,
    say: () => ({
      word: 'Not begun',
      tone: 'quiet',
      sentence:
        'Nothing is learned yet: the generator puts all of z near one place, and the discriminator guesses.'
    })
  },
  {
    holds: ({ picture: { reached, iteration } }) =>
      reached !== undefined &&
      iteration > FIRST &&
      reached.highQuality > ON_MODES &&
      reached.modes < reached.of,
    say: ({ picture: { reached } }) => ({
      word: 'Mode collapse',
      tone: 'amber',
      sentence: `Samples lie on ${reached!.modes} of ${reached!.of} modes. Each is judged alone, so the generator loses nothing by leaving the others out; a discriminator that sees several at once, looks ahead or compares pairs would tell it.`
    })
  },
  {
    holds: ({ accuracy, gradient, config }) =>
      accuracy > WON && (config.loss === 'minimax' || gradient < VANISHED),
    say: ({ accuracy, gradient, config }) => ({
      word: 'Vanishing gradient',
      tone: 'amber',
      sentence: `The discriminator is right in ${percent(accuracy)} and has won: ${config.loss === 'minimax' ? 'the minimax loss is flat where D(G(z)) is near 0' : 'its verdict is flat where the samples are'}, so the generator's gradient is ${formatFigure(gradient)}. The non-saturating loss keeps it steep.`
    })
  },
  {
    holds: ({ picture: { reached }, accuracy }) =>
      reached !== undefined &&
      reached.modes === reached.of &&
      reached.highQuality >= COVERED &&
      isEven(accuracy),
    say: ({ picture: { reached }, accuracy }) => ({
      word: 'Converged',
      tone: 'healthy',
      sentence: `All ${reached!.of} modes are found, with ${percent(reached!.highQuality)} of the samples on them. The discriminator is right in ${percent(accuracy)}, no better than chance, as theory has it when samples are like data.`
    })
  },
  {
    holds: ({ picture, accuracy }) => picture.divergence < CLOSE && isEven(accuracy),
    say: ({ picture, accuracy }) => ({
      word: 'Converged',
      tone: 'healthy',
      sentence: `Samples are spread as the data are, to a divergence of ${formatFigure(picture.divergence)}, and the discriminator is near 1/2 everywhere: right in ${percent(accuracy)}.`
    })
  },
  {
    holds: ({ accuracy }) => accuracy > WON,
    say: ({ accuracy, gradient }) => ({
      word: 'The discriminator leads',
      tone: 'quiet',
      sentence: `It is right in ${percent(accuracy)}. The generator still has a gradient of ${formatFigure(gradient)} and follows it to where the discriminator says “real”.`
    })
  },
  {
    holds: ({ picture, before }) =>
      before !== undefined && picture.divergence > before.divergence + CLOSE,
    say: ({ picture, before }) => ({
      word: 'Wandering',
      tone: 'quiet',
      sentence: `Samples are further from the data than before (a divergence of ${formatFigure(picture.divergence)} after ${formatFigure(before!.divergence)}): both networks chase each other, and neither loss tells how good the samples are.`
    })
  },
  {
    holds: () => true,
    say: ({ picture }) => ({
      word: 'Learning',
      tone: 'quiet',
      sentence: `The samples move to where the data are; the divergence is ${formatFigure(picture.divergence)} of at most 0.69.`
    })
  }
]

/** What is happening, in a word and a sentence. */
export function toyVerdict(
  picture: ToyPicture,
  before: ToyPicture | undefined,
  config: Pick<RunConfig, 'loss'>
): ToyVerdict {
  const { realAccuracy, fakeAccuracy, generatorGradient = 0 } = picture.numbers
  const seen: Seen = {
    ...{ picture, before, config },
    accuracy: (realAccuracy + fakeAccuracy) / 2,
    gradient: generatorGradient
  }
  return RULES.find(({ holds }) => holds(seen))!.say(seen)
}

function isEven(accuracy: number): boolean {
  return accuracy > EVEN[0] && accuracy < EVEN[1]
}

function hasNoNumber({ numbers, samples }: ToyPicture): boolean {
  return Object.values(numbers).some(Number.isNaN) || samples.some(Number.isNaN)
}
