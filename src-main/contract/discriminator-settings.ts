import { z } from 'zod'
import { MOST_IMAGES, note } from './setting.ts'

/** What the discriminator is built of and when it learns, as far as that steadies a training. */
export const DISCRIMINATOR_SETTINGS = {
  discriminatorNorm: z
    .enum(['batch', 'spectral', 'none'])
    .default('batch')
    .meta(
      note({
        title: 'Discriminator norm',
        help: 'How the discriminator’s layers are kept in bounds: batch norm as in DCGAN, spectral norm of each layer’s weights, or nothing; penalties on its slope are exact without batch norm alone.',
        source: 'Radford et al. 2015, arXiv:1511.06434; Miyato et al. 2018, arXiv:1802.05957',
        level: 'advanced',
        group: 'networks'
      })
    ),
  packing: z
    .literal([1, 2, 4])
    .default(1)
    .meta(
      note({
        title: 'Packing',
        help: 'How many pictures the discriminator judges together, as one with so many times the channels, so that it sees when they are all alike; against collapse.',
        unit: 'pictures',
        source: 'Lin et al. 2017, arXiv:1712.04086, section 2',
        level: 'advanced',
        group: 'networks'
      })
    ),
  minibatchKernels: z
    .int()
    .min(0)
    .max(200)
    .default(0)
    .meta(
      note({
        title: 'Minibatch discrimination',
        help: 'In how many ways the discriminator compares each picture with the others of its batch, so that it sees when they are all alike; 0 does not, a hundred is usual.',
        unit: 'kernels',
        source: 'Salimans et al. 2016, arXiv:1606.03498, section 3.2',
        level: 'advanced',
        group: 'networks'
      })
    ),
  dropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0)
    .meta(
      note({
        title: 'Dropout',
        help: 'The share of its units that the discriminator of the family mlp goes without at each look, by chance, so that it does not rely on any of them; 0.5 is usual.',
        source: 'Srivastava et al. 2014; Goodfellow et al. 2014, arXiv:1406.2661, section 5',
        level: 'advanced',
        group: 'networks'
      })
    ),
  accuracyCeiling: z
    .number()
    .min(0.5)
    .max(1)
    .default(1)
    .meta(
      note({
        title: 'Accuracy rule',
        help: 'Lets the discriminator learn only while its accuracy in the step before was not above this; 1 lets it learn always, 0.8 holds back one that wins.',
        source: 'Wu et al. 2016, arXiv:1610.07584, section 3.2',
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  phaseImages: z
    .int()
    .min(0)
    .max(MOST_IMAGES)
    .default(0)
    .meta(
      note({
        title: 'Turns of images',
        help: 'Trains one network over so many images while the other stands still, then the other, as introductory texts tell it; 0 trains both in every step, which is what works.',
        unit: 'images',
        level: 'advanced',
        group: 'optimizer'
      })
    )
}
