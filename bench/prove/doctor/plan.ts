import type { RunConfig } from '../../../src-main/contract/run-config.ts'

/** The data that runs of the exam are trained on. */
export const DATA = ['digits', 'objects', 'avatars', 'ring'] as const
export type DataName = (typeof DATA)[number]

/** What is done to a run, honestly: by its settings or its data. */
export const TROUBLES = [
  'collapse',
  'discriminator-won',
  'generator-won',
  'not-finite',
  'memorised',
  'rates x30'
] as const
export type Trouble = (typeof TROUBLES)[number]

/** One run of the exam. */
export interface Plan {
  id: string
  data: DataName
  /** Absent in a healthy one. */
  trouble?: Trouble
  preset: 'dcgan' | 'modern'
  changes: Partial<RunConfig>
  /** Pictures that it learns; all where absent. */
  pictures?: number
  /** Thresholds are chosen on one half and tried on the other. */
  half: 'chosen' | 'exam'
}

const SHORT: Partial<RunConfig> = {
  size: 16,
  batch: 32,
  generatorFilters: 24,
  discriminatorFilters: 24,
  latentDistribution: 'normal',
  images: 96_000,
  checkpointEvery: 12_000,
  checkpointSeconds: 0,
  snapshotEvery: 96_000,
  evaluate: false,
  threads: 1
}

// Ten kinds a data set: what people train, and it goes well.
const HEALTHY: { preset: Plan['preset']; changes: Partial<RunConfig> }[] = [
  { preset: 'dcgan', changes: {} },
  { preset: 'dcgan', changes: { emaImages: 2_000 } },
  { preset: 'dcgan', changes: { augment: 'colour+translation' } },
  { preset: 'dcgan', changes: { loss: 'hinge', discriminatorNorm: 'spectral' } },
  { preset: 'dcgan', changes: { loss: 'least-squares' } },
  { preset: 'dcgan', changes: { labelSmoothing: 0.1 } },
  { preset: 'dcgan', changes: { generatorRate: 0.0004, discriminatorRate: 0.0004 } },
  { preset: 'dcgan', changes: { discriminatorNorm: 'none', r1Gamma: 1 } },
  { preset: 'dcgan', changes: { rateSchedule: 'linear', latent: 32 } },
  {
    preset: 'modern',
    changes: { generatorFilters: 16, discriminatorFilters: 16, batch: 32, latent: 32 }
  }
]

// Ten a data set. Each is tried in more than one strength, since what breaks one data set leaves another whole.
const SICK: { trouble: Trouble; changes: Partial<RunConfig>; pictures?: number }[] = [
  {
    trouble: 'collapse',
    changes: {
      ...{ generatorRate: 0.002, discriminatorRate: 0.00005, beta1: 0.9 },
      discriminatorNorm: 'none'
    }
  },
  {
    trouble: 'collapse',
    changes: {
      ...{ generatorSteps: 3, generatorRate: 0.001, beta1: 0.9 },
      ...{ discriminatorNorm: 'none', discriminatorFilters: 4 }
    }
  },
  {
    trouble: 'discriminator-won',
    changes: {
      loss: 'minimax',
      discriminatorRate: 0.004,
      discriminatorNorm: 'none',
      discriminatorFilters: 48
    }
  },
  {
    trouble: 'discriminator-won',
    changes: { discriminatorRate: 0.004, generatorRate: 0.00001, discriminatorSteps: 3 }
  },
  { trouble: 'generator-won', changes: { discriminatorRate: 0.000001, generatorRate: 0.001 } },
  {
    trouble: 'generator-won',
    changes: { discriminatorRate: 0.000005, generatorRate: 0.002, generatorSteps: 2 }
  },
  {
    trouble: 'not-finite',
    changes: {
      ...{ optimizer: 'sgd', momentum: 0.9, generatorRate: 0.1, discriminatorRate: 0.1 },
      ...{ loss: 'wgan-gp', discriminatorNorm: 'none', gradientPenalty: 1000 }
    }
  },
  {
    trouble: 'memorised',
    changes: { latent: 8, discriminatorFilters: 32, generatorFilters: 32 },
    pictures: 50
  },
  // At this size x30 alone trains well; with a long memory of gradients it breaks.
  {
    trouble: 'rates x30',
    changes: { generatorRate: 0.006, discriminatorRate: 0.006, beta1: 0.9 }
  },
  {
    trouble: 'rates x30',
    changes: {
      ...{ generatorRate: 0.006, discriminatorRate: 0.006, beta1: 0.9 },
      discriminatorNorm: 'none'
    }
  }
]

/** Eighty runs, half of them made ill; each kind of either half is met on two data sets. */
export function planExam(): Plan[] {
  return DATA.flatMap((data, place) => {
    const half = (at: number): Plan['half'] => ((at + place) % 2 === 0 ? 'chosen' : 'exam')
    // Those of the exam are no other runs' twins.
    const seed = (from: number, at: number): number => from + at + (half(at) === 'exam' ? 1000 : 0)
    const channels = data === 'avatars' ? 'rgb' : 'grey'
    const healthy = HEALTHY.map(({ preset, changes }, at): Plan => {
      const config = { ...SHORT, ...changes, channels, seed: seed(100, at) } as const
      return { id: `${data}-healthy-${at}`, data, preset, changes: config, half: half(at) }
    })
    const sick = SICK.map(({ trouble, changes, pictures }, at): Plan => {
      const config = { ...SHORT, ...changes, channels, seed: seed(200, at) } as const
      return {
        ...{ id: `${data}-sick-${at}`, data, trouble, preset: 'dcgan' as const, changes: config },
        ...(pictures !== undefined && { pictures }),
        half: half(at)
      }
    })
    return [...healthy, ...sick]
  })
}
