import { z } from 'zod'

/** How a setting is shown, beside what zod already knows (default, range, choices). */
export type FieldNotes = {
  title: string
  /** One sentence: what it does and when to change it. */
  help: string
  unit?: string
  /** Where the default or the formula comes from. */
  source?: string
  /** `simple` settings stand in the open; the rest wait under "advanced". */
  level: 'simple' | 'advanced'
  group: 'data' | 'networks' | 'loss' | 'optimizer' | 'schedule'
}

/** Widths and heights that pictures are imported and drawn at, in pixels. */
export const PICTURE_SIZES = [16, 32, 64, 128] as const
/** Seeds are 31 bits, so that every language holds them. */
export const LARGEST_SEED = 2 ** 31 - 1
/** More pictures than anybody waits for. */
export const MOST_IMAGES = 100_000_000
// TensorFlow's fused updates move a mean square s by (1 - decay)(g^2 - s): with a decay of 0 a small g
// after a large one leaves 0 in 32 bits, and the step that divides by its root is a leap.
const SHORTEST_MEMORY = 0.01

const DCGAN = 'Radford et al. 2015, arXiv:1511.06434'

// An alias rather than an interface, because zod's metadata wants an index signature.
const note = (notes: FieldNotes): FieldNotes => notes

/**
 * Every setting of a training run. Form, command line and documentation are made from these entries,
 * so a new setting is one entry here and its use in the core.
 */
export const RunConfigSchema = z.strictObject({
  family: z
    .enum(['dcgan'])
    .default('dcgan')
    .meta(
      note({
        title: 'Family',
        help: 'The kind of generator and discriminator that play against each other.',
        source: DCGAN,
        level: 'advanced',
        group: 'networks'
      })
    ),
  size: z
    .literal(PICTURE_SIZES)
    .default(32)
    .meta(
      note({
        title: 'Picture size',
        help: 'Width and height of the pictures; it is the size at which the data set was imported.',
        unit: 'px',
        level: 'advanced',
        group: 'data'
      })
    ),
  images: z
    .int()
    .min(64)
    .max(MOST_IMAGES)
    .default(100_000)
    .meta(
      note({
        title: 'Training length',
        help: 'How many pictures the discriminator sees in all, repeats counted; longer is usually better until samples stop improving.',
        unit: 'images',
        level: 'simple',
        group: 'schedule'
      })
    ),
  batch: z
    .int()
    .min(4)
    .max(512)
    .default(64)
    .meta(
      note({
        title: 'Batch',
        help: 'Pictures per training step; larger is steadier and slower per step.',
        unit: 'images',
        source: 'the paper uses 128',
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  latent: z
    .int()
    .min(2)
    .max(512)
    .default(100)
    .meta(
      note({
        title: 'Latent dimensions',
        help: 'How many numbers describe one picture; each becomes a slider in Explore.',
        source: DCGAN,
        level: 'advanced',
        group: 'networks'
      })
    ),
  latentDistribution: z
    .enum(['uniform', 'normal'])
    .default('uniform')
    .meta(
      note({
        title: 'Latent distribution',
        help: 'Where z is drawn from: evenly between -1 and 1, or from the standard normal distribution.',
        source: DCGAN,
        level: 'advanced',
        group: 'networks'
      })
    ),
  generatorFilters: z
    .int()
    .min(4)
    .max(256)
    .default(64)
    .meta(
      note({
        title: 'Generator filters',
        help: 'Width of the generator: the number of filters before its last layer, doubled at each smaller resolution.',
        unit: 'filters',
        source: 'the paper uses 128 at 64 px',
        level: 'advanced',
        group: 'networks'
      })
    ),
  discriminatorFilters: z
    .int()
    .min(4)
    .max(256)
    .default(64)
    .meta(
      note({
        title: 'Discriminator filters',
        help: 'Width of the discriminator: the number of filters of its first layer, doubled at each smaller resolution.',
        unit: 'filters',
        source: 'the paper uses 128 at 64 px',
        level: 'advanced',
        group: 'networks'
      })
    ),
  loss: z
    .enum(['non-saturating', 'minimax'])
    .default('non-saturating')
    .meta(
      note({
        title: 'Loss',
        help: 'What the generator minimises: non-saturating keeps its gradient alive when the discriminator is ahead, minimax is the original game.',
        source: 'Goodfellow et al. 2014, arXiv:1406.2661, section 3',
        level: 'advanced',
        group: 'loss'
      })
    ),
  generatorRate: z
    .number()
    .min(1e-7)
    .max(0.1)
    .default(2e-4)
    .meta(
      note({
        title: 'Generator learning rate',
        help: 'Step size of the generator; lower it when pictures flicker or break.',
        source: DCGAN,
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  discriminatorRate: z
    .number()
    .min(1e-7)
    .max(0.1)
    .default(2e-4)
    .meta(
      note({
        title: 'Discriminator learning rate',
        help: 'Step size of the discriminator; lower it when it wins too easily.',
        source: DCGAN,
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  rateSchedule: z
    .enum(['constant', 'linear', 'cosine'])
    .default('constant')
    .meta(
      note({
        title: 'Rate schedule',
        help: 'How both learning rates go down: not at all, evenly, or slowly at both ends; a decay settles the pictures of the last part.',
        source: 'Loshchilov and Hutter 2016, arXiv:1608.03983, equation 5',
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  lastRate: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta(
      note({
        title: 'Last rate',
        help: 'Share of the learning rates that a linear or cosine schedule ends with.',
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  rateImages: z
    .int()
    .min(0)
    .max(MOST_IMAGES)
    .default(0)
    .meta(
      note({
        title: 'Rate schedule length',
        help: 'Where the schedule ends; 0 ends it with the training and stretches it when the training is made longer, a number keeps the last rate from there on.',
        unit: 'images',
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  warmupImages: z
    .int()
    .min(0)
    .max(MOST_IMAGES)
    .default(0)
    .meta(
      note({
        title: 'Warm-up',
        help: 'Lets both learning rates rise evenly from 0 over so many images; for runs that break at the start.',
        unit: 'images',
        source: 'Goyal et al. 2017, arXiv:1706.02677, section 2.2',
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  optimizer: z
    .enum(['adam', 'rmsprop', 'sgd'])
    .default('adam')
    .meta(
      note({
        title: 'Optimizer',
        help: 'How a gradient becomes a change of the weights: adam suits nearly every GAN, rmsprop is the choice of WGAN, sgd is plain descent and wants far larger learning rates.',
        source: DCGAN,
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  beta1: z
    .number()
    .min(0)
    .max(0.999)
    .default(0.5)
    .meta(
      note({
        title: 'Adam beta 1',
        help: 'How long Adam remembers the gradient; GANs want it shorter than the usual 0.9.',
        source: DCGAN,
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  beta2: z
    .number()
    .min(SHORTEST_MEMORY)
    .max(0.99999)
    .default(0.999)
    .meta(
      note({
        title: 'Adam beta 2',
        help: 'How long Adam remembers the size of the gradient.',
        source: 'Kingma and Ba 2014, arXiv:1412.6980',
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  meanSquareDecay: z
    .number()
    .min(SHORTEST_MEMORY)
    .max(0.99999)
    .default(0.9)
    .meta(
      note({
        title: 'RMSProp decay',
        help: 'How long RMSProp remembers the size of the gradient; Adam and SGD do without it.',
        source: 'Tieleman and Hinton 2012, lecture 6e',
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  momentum: z
    .number()
    .min(0)
    .max(0.999)
    .default(0)
    .meta(
      note({
        title: 'Momentum',
        help: 'Share of the last change that goes on in the next, for SGD and RMSProp; Adam has its beta 1 instead.',
        source: 'Sutskever et al. 2013, equation 1',
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  nesterov: z
    .boolean()
    .default(false)
    .meta(
      note({
        title: 'Nesterov momentum',
        help: 'Lets SGD take the gradient one momentum ahead, which brakes earlier before it overshoots.',
        source: 'Sutskever et al. 2013, equation 3',
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  emaImages: z
    .int()
    .min(0)
    .max(MOST_IMAGES)
    .default(0)
    .meta(
      note({
        title: 'Average of the generator',
        help: 'Draws from a running average of the generator with this half-life, which calms pictures that flicker from step to step; 0 draws from the generator itself, a few thousand is usual.',
        unit: 'images',
        source: 'Karras et al. 2018, arXiv:1812.04948; Yazici et al. 2018, arXiv:1806.04498',
        level: 'advanced',
        group: 'networks'
      })
    ),
  flip: z
    .boolean()
    .default(false)
    .meta(
      note({
        title: 'Mirror pictures',
        help: 'Shows half of the pictures mirrored, which doubles a small set where left and right do not matter.',
        level: 'simple',
        group: 'data'
      })
    ),
  seed: z
    .int()
    .min(0)
    .max(LARGEST_SEED)
    .default(1)
    .meta(
      note({
        title: 'Seed',
        help: 'Start of every random draw; the same seed, data and machine give the same model.',
        level: 'simple',
        group: 'schedule'
      })
    ),
  snapshotEvery: z
    .int()
    .min(64)
    .max(10_000_000)
    .default(2_000)
    .meta(
      note({
        title: 'Snapshot every',
        help: 'How often the grid of fixed samples is drawn and kept; the first one comes right after the start.',
        unit: 'images',
        level: 'advanced',
        group: 'schedule'
      })
    ),
  checkpointEvery: z
    .int()
    .min(64)
    .max(MOST_IMAGES)
    .default(20_000)
    .meta(
      note({
        title: 'Checkpoint every',
        help: 'How often the whole model is saved, so that training can go on from there.',
        unit: 'images',
        level: 'advanced',
        group: 'schedule'
      })
    ),
  device: z
    .enum(['cpu', 'gpu'])
    .default('cpu')
    .meta(
      note({
        title: 'Device',
        help: 'Where the arithmetic runs; a GPU that is asked for and absent is an error, never a silent fall to the CPU.',
        level: 'advanced',
        group: 'schedule'
      })
    )
})

export type RunConfig = z.output<typeof RunConfigSchema>
export type RunConfigKey = keyof RunConfig
