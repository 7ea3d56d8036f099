import type { Illness, Remedy } from '../contract/doctor.ts'
import { changesNetworks } from '../contract/fork.ts'
import { parseConfig } from '../contract/presets.ts'
import type { RunConfig } from '../contract/run-config.ts'
import type { Finding } from './finding.ts'
import type { History } from './history.ts'

/** A way out that may fit: what it changes of a config, nothing where it is so already. */
interface Known extends Pick<Remedy, 'title' | 'why' | 'source'> {
  changes(config: RunConfig): Partial<RunConfig>
}

/** Rates and turns with which most runs go well (Radford et al. 2015, arXiv:1511.06434, section 4). */
const PROVEN = {
  generatorRate: 0.0002,
  discriminatorRate: 0.0002,
  generatorSteps: 1,
  discriminatorSteps: 1,
  beta1: 0.5
} as const satisfies Partial<RunConfig>

// How far rates may lie from the proven ones before going back to them is the first thing to try.
const FAR = 4

const WITH_TARGET: RunConfig['loss'][] = ['non-saturating', 'minimax', 'least-squares']

const KNOWN = {
  'proven-balance': {
    title: 'Back to the proven balance',
    why: 'Its rates or turns lie far from those with which both networks usually keep up with each other.',
    source: 'Radford et al. 2015, arXiv:1511.06434, section 4',
    changes: (config) => (isFarOff(config) ? provenFor(config) : {})
  },
  'lower-rates': {
    title: 'Lower learning rates',
    why: 'Smaller steps follow the game instead of jumping over its equilibrium.',
    source: 'Heusel et al. 2017, arXiv:1706.08500, section 2',
    changes: ({ generatorRate, discriminatorRate }) => ({
      generatorRate: generatorRate / 3,
      discriminatorRate: discriminatorRate / 3
    })
  },
  'non-saturating': {
    title: 'The non-saturating loss',
    why: 'The minimax loss gives the generator no gradient where the discriminator is sure; this one gives most there.',
    source: 'Goodfellow et al. 2014, arXiv:1406.2661, section 3',
    changes: ({ loss }) => (loss === 'minimax' ? { loss: 'non-saturating' } : {})
  },
  'label-smoothing': {
    title: 'One-sided label smoothing',
    why: 'The discriminator is not rewarded for being all too sure of real pictures, so that its gradient stays useful.',
    source: 'Salimans et al. 2016, arXiv:1606.03498, section 3.4',
    changes: ({ loss, labelSmoothing }) =>
      WITH_TARGET.includes(loss) && labelSmoothing < 0.1 ? { labelSmoothing: 0.1 } : {}
  },
  'instance-noise': {
    title: 'Noise on what the discriminator sees',
    why: 'With noise real and generated pictures overlap, so that telling them apart is never without error.',
    source:
      'Sønderby et al. 2016, arXiv:1610.04490; Arjovsky and Bottou 2017, arXiv:1701.04862, section 3',
    changes: ({ instanceNoise }) => (instanceNoise < 0.1 ? { instanceNoise: 0.1 } : {})
  },
  'r1-r2': {
    title: 'R1 and R2',
    why: 'A penalty on the discriminator’s slope at real and generated pictures makes the game come to rest.',
    source: 'Mescheder et al. 2018, arXiv:1801.04406; Huang et al. 2025, arXiv:2501.05441',
    changes: ({ r1Gamma, r2Gamma, loss }) =>
      r1Gamma > 0 && r2Gamma > 0
        ? {}
        : {
            r1Gamma: 0.1,
            r2Gamma: 0.1,
            discriminatorNorm: 'none',
            minibatchKernels: 0,
            ...(['wgan', 'wgan-gp'].includes(loss) && { loss: 'relativistic' as const })
          }
  },
  packing: {
    title: 'Packing',
    why: 'A discriminator that sees several pictures together notices when they are alike.',
    source: 'Lin et al. 2018, arXiv:1712.04086',
    changes: ({ packing, batch }) => (packing === 1 && batch % 2 === 0 ? { packing: 2 } : {})
  },
  'minibatch-discrimination': {
    title: 'Minibatch discrimination',
    why: 'The discriminator is told how near the pictures of a batch lie to each other, and so sees a collapse.',
    source: 'Salimans et al. 2016, arXiv:1606.03498, section 3.2',
    changes: ({ minibatchKernels }) => (minibatchKernels === 0 ? { minibatchKernels: 16 } : {})
  },
  unrolling: {
    title: 'Unrolling',
    why: 'The generator learns against the discriminator as it will be after its answer, and so does not run into one mode.',
    source: 'Metz et al. 2016, arXiv:1611.02163',
    changes: ({ unrollSteps }) => (unrollSteps === 0 ? { unrollSteps: 3 } : {})
  },
  augmentation: {
    title: 'More augmentation',
    why: 'Changed at random, real and generated alike, few pictures cannot be learned by heart.',
    source: 'Zhao et al. 2020, arXiv:2006.10738',
    changes: ({ augment }) =>
      augment === 'colour+translation+cutout' ? {} : { augment: 'colour+translation+cutout' }
  },
  'smaller-discriminator': {
    title: 'A smaller discriminator',
    why: 'With less room it cannot keep single pictures in mind, and has to learn what they have in common.',
    source: 'Karras et al. 2020, arXiv:2006.06676, section 1',
    changes: ({ discriminatorFilters }) => ({
      discriminatorFilters: Math.max(8, Math.round(discriminatorFilters / 16) * 8)
    })
  },
  average: {
    title: 'An average of the generator',
    why: 'The mean of its weights over time lies in the middle of the circles that the training draws.',
    source: 'Yazıcı et al. 2018, arXiv:1806.04498',
    changes: ({ emaImages }) => (emaImages === 0 ? { emaImages: 10_000 } : {})
  },
  decay: {
    title: 'Rates that decay',
    why: 'Towards the end smaller steps keep what was reached.',
    source: 'Heusel et al. 2017, arXiv:1706.08500, section 2',
    changes: ({ rateSchedule }) => (rateSchedule === 'constant' ? { rateSchedule: 'cosine' } : {})
  }
} as const satisfies Record<string, Known>

/** For each illness the ways out, best first. */
const WAYS: Record<Illness, (keyof typeof KNOWN)[]> = {
  collapse: [
    'proven-balance',
    'r1-r2',
    'packing',
    'minibatch-discrimination',
    'unrolling',
    'lower-rates'
  ],
  'discriminator-won': [
    'non-saturating',
    'proven-balance',
    'label-smoothing',
    'instance-noise',
    'r1-r2',
    'lower-rates'
  ],
  'generator-won': ['proven-balance', 'r1-r2', 'lower-rates'],
  noise: ['proven-balance', 'r1-r2', 'lower-rates', 'decay'],
  memorised: ['augmentation', 'smaller-discriminator', 'r1-r2'],
  oscillation: ['proven-balance', 'lower-rates', 'average', 'r1-r2'],
  diverged: ['proven-balance', 'lower-rates', 'decay', 'r1-r2'],
  'not-finite': ['proven-balance', 'lower-rates', 'r1-r2']
}

const MOST = 3

/** The ways out of a finding that change something and are valid; best first. */
export function remediesFor(
  { illness, since }: Finding,
  { config, checkpoints }: History
): Remedy[] {
  const healthy = checkpoints.filter((images) => images < since).at(-1) ?? 0
  const fitting = WAYS[illness].flatMap((id): Remedy[] => {
    const { title, why, source, changes } = KNOWN[id]
    const changed = onlyDifferent(config, changes(config))
    if (Object.keys(changed).length === 0 || !isValid({ ...config, ...changed })) return []
    // Another shape of a network begins anew; so does what was ill from the first.
    const from = changesNetworks(config, { ...config, ...changed }) ? 0 : healthy
    return [{ id, title, why, source, from, changes: changed }]
  })
  return fitting.slice(0, MOST)
}

function isFarOff({ generatorRate, discriminatorRate, ...config }: RunConfig): boolean {
  const off = [generatorRate / PROVEN.generatorRate, discriminatorRate / PROVEN.discriminatorRate]
  return (
    off.some((ratio) => ratio > FAR || ratio < 1 / FAR) ||
    config.generatorSteps > 2 ||
    (config.discriminatorSteps > 2 && !['wgan', 'wgan-gp'].includes(config.loss))
  )
}

// Losses with a penalty of their own want several updates of the discriminator, and others no momentum.
function provenFor({ family, loss }: RunConfig): Partial<RunConfig> {
  if (loss === 'wgan' || loss === 'wgan-gp') {
    return {
      generatorRate: 0.0001,
      discriminatorRate: 0.0001,
      optimizer: 'adam',
      beta1: 0,
      discriminatorSteps: 5,
      generatorSteps: 1,
      gradientPenalty: 10
    }
  }
  return { ...PROVEN, optimizer: 'adam', beta1: family === 'residual' ? 0 : PROVEN.beta1 }
}

function onlyDifferent(config: RunConfig, changes: Partial<RunConfig>): Partial<RunConfig> {
  const entries = Object.entries(changes).filter(
    ([key, value]) => config[key as keyof RunConfig] !== value
  )
  return Object.fromEntries(entries) as Partial<RunConfig>
}

function isValid(config: RunConfig): boolean {
  try {
    parseConfig(config)
    return true
  } catch {
    return false
  }
}
