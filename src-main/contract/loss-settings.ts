import { z } from 'zod'
import { MOST_IMAGES, note } from './setting.ts'

/** What the two networks play for, and what is added to it or held: losses and their penalties. */
export const LOSS_SETTINGS = {
  loss: z
    .enum([
      'non-saturating',
      'minimax',
      'least-squares',
      'hinge',
      'wgan',
      'wgan-gp',
      'relativistic'
    ])
    .default('non-saturating')
    .meta(
      note({
        title: 'Loss',
        help: 'What the networks play for: non-saturating keeps the generator’s gradient alive when the discriminator is ahead, minimax is the original game, least-squares and hinge are calmer, wgan and wgan-gp measure a distance and want several discriminator updates, relativistic judges each picture beside a real one and wants R1 and R2.',
        source:
          'Goodfellow et al. 2014, arXiv:1406.2661; Mao et al. 2016, arXiv:1611.04076; Lim and Ye 2017, arXiv:1705.02894; Arjovsky et al. 2017, arXiv:1701.07875; Gulrajani et al. 2017, arXiv:1704.00028; Huang et al. 2025, arXiv:2501.05441',
        level: 'advanced',
        group: 'loss'
      })
    ),
  weightClip: z
    .number()
    .min(1e-4)
    .max(10)
    .default(0.01)
    .meta(
      note({
        title: 'Weight clipping',
        help: 'With the loss wgan, the largest size of a discriminator’s weight after each of its updates; smaller makes its verdict smoother and slower to learn.',
        source: 'Arjovsky et al. 2017, arXiv:1701.07875, algorithm 1',
        level: 'advanced',
        group: 'loss'
      })
    ),
  gradientPenalty: z
    .number()
    .min(0.01)
    .max(1_000)
    .default(10)
    .meta(
      note({
        title: 'Gradient penalty',
        help: 'With the loss wgan-gp, how strongly the discriminator’s slope between real and generated pictures is held at 1; raise it when the losses swing.',
        source: 'Gulrajani et al. 2017, arXiv:1704.00028, equation 3',
        level: 'advanced',
        group: 'loss'
      })
    ),
  labelSmoothing: z
    .number()
    .min(0)
    .max(0.49)
    .default(0)
    .meta(
      note({
        title: 'Label smoothing',
        help: 'Real pictures count as real by 1 less this share, generated ones as not real at all, which keeps the discriminator from being sure of itself; 0.1 is usual, for losses with a target.',
        source: 'Salimans et al. 2016, arXiv:1606.03498, section 3.4',
        level: 'advanced',
        group: 'loss'
      })
    ),
  r1Gamma: z
    .number()
    .min(0)
    .max(1_000)
    .default(0)
    .meta(
      note({
        title: 'R1',
        help: 'Holds the discriminator’s slope at real pictures near 0, half of this times its mean square, so that it settles once the generator is good; with batch norm pictures share each other’s slopes and it is only roughly that.',
        source: 'Mescheder et al. 2018, arXiv:1801.04406, equation 9',
        level: 'advanced',
        group: 'loss'
      })
    ),
  r2Gamma: z
    .number()
    .min(0)
    .max(1_000)
    .default(0)
    .meta(
      note({
        title: 'R2',
        help: 'The same at generated pictures; together with R1 it keeps the relativistic loss from diverging.',
        source: 'Mescheder et al. 2018, arXiv:1801.04406, equation 10',
        level: 'advanced',
        group: 'loss'
      })
    ),
  instanceNoise: z
    .number()
    .min(0)
    .max(2)
    .default(0)
    .meta(
      note({
        title: 'Instance noise',
        help: 'Adds normal noise of this deviation to every picture that the discriminator sees (pictures lie between -1 and 1), so that real and generated ones overlap from the start; it fades evenly to 0, and 0.1 is a beginning.',
        source:
          'Arjovsky and Bottou 2017, arXiv:1701.04862, section 3; Sønderby et al. 2016, arXiv:1610.04490',
        level: 'advanced',
        group: 'loss'
      })
    ),
  noiseImages: z
    .int()
    .min(0)
    .max(MOST_IMAGES)
    .default(0)
    .meta(
      note({
        title: 'Instance noise length',
        help: 'Where the noise has faded to 0; with 0 that is the end of the training.',
        unit: 'images',
        level: 'advanced',
        group: 'loss'
      })
    ),
  featureMatching: z
    .boolean()
    .default(false)
    .meta(
      note({
        title: 'Feature matching',
        help: 'Lets the generator match the mean of what the discriminator’s last layer sees in real pictures, in place of fooling its verdict; steadier, seldom sharper.',
        source: 'Salimans et al. 2016, arXiv:1606.03498, section 3.1',
        level: 'advanced',
        group: 'loss'
      })
    ),
  unrollSteps: z
    .int()
    .min(0)
    .max(10)
    .default(0)
    .meta(
      note({
        title: 'Unrolled steps',
        help: 'Lets the generator look so many updates of the discriminator ahead and learn through them, against collapse; each one makes a step slower and larger in memory by about one more discriminator update.',
        source: 'Metz et al. 2016, arXiv:1611.02163, equations 7 to 9',
        level: 'advanced',
        group: 'loss'
      })
    )
}
