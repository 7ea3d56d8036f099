import type { Illness, Remedy } from '../contract/doctor.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { RunConfigSchema } from '../contract/run-config.ts'

/** One way out, before it is known whether it fits a run. */
export interface RemedyKind extends Pick<Remedy, 'title' | 'why' | 'source'> {
  /** What it sets; what a run has already is no change. */
  changes(config: RunConfig): Partial<RunConfig>
}

const USUAL = RunConfigSchema.parse({})
const GAMMA = { r1Gamma: 1, r2Gamma: 1 }

// Rates that are usual, as far as a person's own are not near them and each other. Those of wgan are its paper's.
const NEAR = 4

function usualRates({ loss, optimizer, ...config }: RunConfig): Partial<RunConfig> {
  const usual =
    loss === 'wgan'
      ? ({ optimizer: 'rmsprop', generatorRate: 5e-5, discriminatorRate: 5e-5 } as const)
      : { optimizer: USUAL.optimizer, generatorRate: 2e-4, discriminatorRate: 2e-4 }
  const { generatorRate, discriminatorRate } = config
  const isNear = [
    generatorRate / usual.generatorRate,
    discriminatorRate / usual.discriminatorRate,
    generatorRate / discriminatorRate
  ].every((ratio) => ratio <= NEAR && ratio >= 1 / NEAR)
  return optimizer === usual.optimizer && isNear ? {} : usual
}

// Two significant digits are what a person would write.
const lower = (rate: number): number => Number((rate / 3).toPrecision(2))

/** All remedies by id. Those whose settings a run cannot have are not offered to it: see `treatmentsOf`. */
export const REMEDIES = {
  'usual-updates': {
    title: 'Go back to the usual updates',
    why: 'Both networks learn with the rates and turns with which most GANs train well, so that neither outruns the other.',
    source:
      'Radford et al. 2015, arXiv:1511.06434, section 4; for wgan Arjovsky et al. 2017, arXiv:1701.07875, algorithm 1',
    changes: (config) => ({
      ...usualRates(config),
      ...{ beta1: Math.min(config.beta1, USUAL.beta1), momentum: 0, nesterov: false },
      ...{ generatorSteps: 1, discriminatorSteps: config.loss.startsWith('wgan') ? 5 : 1 },
      ...{ gradientPenalty: USUAL.gradientPenalty, phaseImages: 0 },
      ...(config.loss === 'minimax' && { loss: 'non-saturating' })
    })
  },
  'lower-rates': {
    title: 'Lower the learning rates',
    why: 'Smaller steps follow the game instead of leaping over it; it learns more slowly and keeps what it has learned.',
    source: 'Mescheder et al. 2018, arXiv:1801.04406, section 2',
    changes: ({ generatorRate, discriminatorRate }) => ({
      generatorRate: lower(generatorRate),
      discriminatorRate: lower(discriminatorRate)
    })
  },
  'two-rates': {
    title: 'Slow the generator down',
    why: 'A generator that learns at a quarter of the discriminator’s rate is judged by one that keeps up with it.',
    source: 'Heusel et al. 2017, arXiv:1706.08500, theorem 1',
    changes: ({ generatorRate, discriminatorRate }) => {
      const rate = Math.max(generatorRate, discriminatorRate)
      return { generatorRate: rate / 4, discriminatorRate: rate }
    }
  },
  'hold-slopes': {
    title: 'Add R1 and R2',
    why: 'Holding the discriminator’s slope at real and generated pictures near 0 keeps its verdict smooth, so that it always says in which direction to get better.',
    source: 'Mescheder et al. 2018, arXiv:1801.04406, equations 9 and 10',
    changes: () => GAMMA
  },
  'smooth-labels': {
    title: 'Smooth the labels of real pictures',
    why: 'A discriminator that is never told to be wholly sure keeps a slope that the generator can follow.',
    source: 'Salimans et al. 2016, arXiv:1606.03498, section 3.4',
    changes: () => ({ labelSmoothing: 0.1 })
  },
  'add-noise': {
    title: 'Add noise to what the discriminator sees',
    why: 'Noise lets real and generated pictures overlap, so that they cannot be told apart for certain.',
    source: 'Arjovsky and Bottou 2017, arXiv:1701.04862, section 3',
    changes: () => ({ instanceNoise: 0.1 })
  },
  'more-generator': {
    title: 'Let the generator learn twice a step',
    why: 'It catches up with a discriminator that is ahead of it.',
    source: 'Goodfellow 2016, arXiv:1701.00160, section 4.4',
    changes: ({ generatorSteps }) => ({ generatorSteps: Math.min(8, 2 * generatorSteps) })
  },
  'more-discriminator': {
    title: 'Let the discriminator learn twice a step',
    why: 'It catches up with a generator that is ahead of it, and its verdict means something again.',
    source: 'Goodfellow et al. 2014, arXiv:1406.2661, algorithm 1 (k)',
    changes: ({ discriminatorSteps }) => ({
      discriminatorSteps: Math.min(8, 2 * discriminatorSteps)
    })
  },
  'wider-discriminator': {
    title: 'Widen the discriminator',
    why: 'One that is as wide as the generator can see what is wrong with its samples.',
    source: 'Arora et al. 2017, arXiv:1703.00573, theorem 3.1',
    changes: ({ generatorFilters, discriminatorFilters }) => ({
      discriminatorFilters: Math.max(generatorFilters, discriminatorFilters)
    })
  },
  augment: {
    title: 'Augment more',
    why: 'Pictures that are changed by chance before the discriminator sees them cannot be learned by heart.',
    source: 'Zhao et al. 2020, arXiv:2006.10738',
    changes: () => ({ augment: 'colour+translation+cutout' })
  },
  mirror: {
    title: 'Mirror pictures',
    why: 'Mirrored pictures double a small set, where left and right do not matter.',
    source: 'Zhao et al. 2020, arXiv:2006.10738, section 4',
    changes: () => ({ flip: true })
  },
  unroll: {
    title: 'Unroll the discriminator',
    why: 'A generator that looks some updates of the discriminator ahead gains nothing by making one picture only.',
    source: 'Metz et al. 2016, arXiv:1611.02163, equations 7 to 9',
    changes: () => ({ unrollSteps: 5 })
  },
  pack: {
    title: 'Judge two pictures together',
    why: 'A discriminator that sees two samples at once sees when they are alike.',
    source: 'Lin et al. 2017, arXiv:1712.04086, section 2',
    changes: () => ({ packing: 2 })
  },
  'normal-latent': {
    title: 'Draw from the normal distribution',
    why: 'Normal latents spread samples more evenly than those from a cube do.',
    source: 'White 2016, arXiv:1609.04468',
    changes: () => ({ latentDistribution: 'normal' })
  },
  'larger-batch': {
    title: 'Double the batch',
    why: 'More pictures a step make the direction of each step less a matter of chance.',
    source: 'Brock et al. 2018, arXiv:1809.11096, section 3.1',
    changes: ({ batch }) => ({ batch: Math.min(512, 2 * batch) })
  },
  average: {
    title: 'Draw from an average',
    why: 'A running average of the generator keeps still where the generator itself swings.',
    source: 'Yazici et al. 2018, arXiv:1806.04498',
    changes: () => ({ emaImages: 5_000 })
  },
  'roll-back': {
    title: 'Go back and let the rates fall',
    why: 'From the last checkpoint that was well it goes on with learning rates that come to rest at the end.',
    source: 'Loshchilov and Hutter 2016, arXiv:1608.03983, equation 5',
    changes: () => ({ rateSchedule: 'linear', lastRate: 0 })
  }
} satisfies Record<string, RemedyKind>

type RemedyId = keyof typeof REMEDIES

/** What helps against what, best first. */
export const HELPS: Record<Illness, readonly RemedyId[]> = {
  collapse: [
    'usual-updates',
    'hold-slopes',
    'unroll',
    'pack',
    'two-rates',
    'wider-discriminator',
    'larger-batch'
  ],
  'discriminator-won': [
    'usual-updates',
    'hold-slopes',
    'smooth-labels',
    'add-noise',
    'augment',
    'more-generator'
  ],
  'generator-won': ['usual-updates', 'wider-discriminator', 'more-discriminator', 'two-rates'],
  noise: [
    'usual-updates',
    'wider-discriminator',
    'larger-batch',
    'normal-latent',
    'more-discriminator'
  ],
  memorised: ['augment', 'mirror', 'hold-slopes'],
  oscillation: ['usual-updates', 'lower-rates', 'roll-back', 'average', 'hold-slopes'],
  diverged: ['usual-updates', 'lower-rates', 'hold-slopes', 'roll-back', 'larger-batch'],
  'not-finite': ['usual-updates', 'lower-rates', 'hold-slopes']
}
