import { z } from 'zod'
import { AUGMENT_CHOICES } from './augmentations.ts'
import { CONDITION_SETTINGS } from './condition-settings.ts'
import { DISCRIMINATOR_SETTINGS } from './discriminator-settings.ts'
import { LOSS_SETTINGS } from './loss-settings.ts'
import { OPTIMIZER_SETTINGS } from './optimizer-settings.ts'
import { DCGAN, MOST_IMAGES, note } from './setting.ts'

/** Widths and heights that pictures are imported and drawn at, in pixels. */
export const PICTURE_SIZES = [16, 32, 64, 128] as const
/** Three channels, or one of luma. */
export const CHANNELS = ['rgb', 'grey'] as const
/** Seeds are 31 bits, so that every language holds them. */
export const LARGEST_SEED = 2 ** 31 - 1
/** More threads than any machine gains from. */
export const MOST_THREADS = 256

/**
 * Every setting of a training run. Form, command line and documentation are made from these entries,
 * so a new setting is one entry here and its use in the core.
 */
export const RunConfigSchema = z.strictObject({
  family: z
    .enum(['dcgan', 'residual', 'mlp', 'pyramid', 'voxels'])
    .default('dcgan')
    .meta(
      note({
        title: 'Family',
        help: 'The kind of generator and discriminator that play against each other: dcgan is quick, residual learns small sets and fine detail with the relativistic loss and penalties, several times slower, and mlp is the first GAN, layers without a notion of place, for small grey pictures; pyramid draws 8 px and adds detail level by level; voxels is for solids.',
        source: `${DCGAN}; Huang et al. 2025, arXiv:2501.05441; Goodfellow et al. 2014, arXiv:1406.2661; Denton et al. 2015, arXiv:1506.05751; Wu et al. 2016, arXiv:1610.07584`,
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
  channels: z
    .enum(CHANNELS)
    .default('rgb')
    .meta(
      note({
        title: 'Channels',
        help: 'Whether pictures have three channels of colour or one of grey; it is what the data set was imported with.',
        level: 'advanced',
        group: 'data'
      })
    ),
  ...CONDITION_SETTINGS,
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
        help: 'Width of the generator: the number of filters before its last layer, doubled at each smaller resolution, for residual up to four times; mlp and the coarsest level of pyramid have layers of 16 times as many units.',
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
        help: 'Width of the discriminator: the number of filters of its first layer, doubled at each smaller resolution, for residual up to four times; mlp and the coarsest level of pyramid have layers of 16 times as many units.',
        unit: 'filters',
        source: 'the paper uses 128 at 64 px',
        level: 'advanced',
        group: 'networks'
      })
    ),
  residualBlocks: z
    .int()
    .min(1)
    .max(4)
    .default(1)
    .meta(
      note({
        title: 'Residual blocks',
        help: 'How many blocks the family residual has at each resolution; more learn finer detail, and take as much longer.',
        unit: 'a resolution',
        source: 'Huang et al. 2025, arXiv:2501.05441 (two)',
        level: 'advanced',
        group: 'networks'
      })
    ),
  ...LOSS_SETTINGS,
  ...DISCRIMINATOR_SETTINGS,
  ...OPTIMIZER_SETTINGS,
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
  augment: z
    .enum(AUGMENT_CHOICES)
    .default('none')
    .meta(
      note({
        title: 'Augmentation',
        help: 'Changes every picture by chance before the discriminator sees it, real and generated alike, so that it cannot learn a small set by heart; take all three for some hundred pictures, colour and cutout for some ten thousand.',
        source: 'Zhao et al. 2020, arXiv:2006.10738',
        level: 'advanced',
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
  checkpointSeconds: z
    .int()
    .min(0)
    .max(86_400)
    .default(45)
    .meta(
      note({
        title: 'Checkpoint after',
        help: 'Saves the whole model also when so many seconds have passed, so that a crash costs no more; the next one replaces it, and 0 saves by images alone.',
        unit: 's',
        level: 'advanced',
        group: 'schedule'
      })
    ),
  evaluate: z
    .boolean()
    .default(true)
    .meta(
      note({
        title: 'Evaluate checkpoints',
        help: 'Measures checkpoints while the run trains, with at most a twentieth of its time; the doctor and the choice of the best one need it.',
        level: 'advanced',
        group: 'schedule'
      })
    ),
  stopMinutes: z
    .int()
    .min(0)
    .max(100_000)
    .default(0)
    .meta(
      note({
        title: 'Stop after',
        help: 'Ends the run after so many minutes of training, with a checkpoint; 0 lets it train to its length.',
        unit: 'min',
        level: 'advanced',
        group: 'stop'
      })
    ),
  stopWithoutBetter: z
    .int()
    .min(0)
    .max(MOST_IMAGES)
    .default(0)
    .meta(
      note({
        title: 'Stop without improvement',
        help: 'Ends the run when its best checkpoint is so many images old and no later one measured better; 0 never does.',
        unit: 'images',
        level: 'advanced',
        group: 'stop'
      })
    ),
  stopWhenSick: z
    .boolean()
    .default(false)
    .meta(
      note({
        title: 'Stop when sick',
        help: 'Ends the run, with a checkpoint, when the doctor is sure that something is wrong; without it the doctor only tells.',
        level: 'advanced',
        group: 'stop'
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
    ),
  threads: z
    .int()
    .min(0)
    .max(MOST_THREADS)
    .default(0)
    .meta(
      note({
        title: 'Threads',
        help: 'Processor threads of the arithmetic; with 0 a new run tries a few numbers for some seconds and takes the fastest.',
        level: 'advanced',
        group: 'schedule'
      })
    )
})

export type RunConfig = z.output<typeof RunConfigSchema>
export type RunConfigKey = keyof RunConfig

/** What toys alone have beside the settings of a run. */
export interface ToySettings {
  /** Share by which generated points count as real, 0-0.5: what should not be done, and why can be seen. */
  fakeSmoothing?: number
}

/** The settings that are not chosen but follow from the data set. */
export function givenBy({ size, channels }: { size: number; channels: 1 | 3 }): {
  size: number
  channels: RunConfig['channels']
} {
  return { size, channels: channels === 1 ? 'grey' : 'rgb' }
}

/** The number of bytes a pixel has. */
export function channelCount({ channels }: Pick<RunConfig, 'channels'>): 1 | 3 {
  return channels === 'grey' ? 1 : 3
}

/** What a family learns: pictures, or solids of size x size x size voxels. */
export function formOf({ family }: Pick<RunConfig, 'family'>): 'pictures' | 'voxels' {
  return family === 'voxels' ? 'voxels' : 'pictures'
}

/** How many numbers a family has at each of size x size places: those of a pixel, or of a row of voxels. */
export function pixelDepth(config: Pick<RunConfig, 'family' | 'size' | 'channels'>): number {
  return formOf(config) === 'voxels' ? config.size : channelCount(config)
}
