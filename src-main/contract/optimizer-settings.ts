import { z } from 'zod'
import { DCGAN, MOST_IMAGES, note } from './setting.ts'

// TensorFlow's fused updates move a mean square s by (1 - decay)(g^2 - s): with a decay of 0 a small g
// after a large one leaves 0 in 32 bits, and the step that divides by its root is a leap.
const SHORTEST_MEMORY = 0.01

// Each update is a part of the captured graph, so many of them make it long.
const MOST_UPDATES = 8

/** The settings of the updates: turns, rates, their schedule, and what the optimizers keep of the past. */
export const OPTIMIZER_SETTINGS = {
  order: z
    .enum(['discriminator-first', 'generator-first'])
    .default('discriminator-first')
    .meta(
      note({
        title: 'Order of updates',
        help: 'Who learns first in a step; the other one meets the opponent as it has just become.',
        source: 'Goodfellow et al. 2014, arXiv:1406.2661, algorithm 1',
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  discriminatorSteps: z
    .int()
    .min(1)
    .max(MOST_UPDATES)
    .default(1)
    .meta(
      note({
        title: 'Discriminator updates',
        help: 'How often the discriminator learns in a step, each time on a batch of its own; more keep it ahead of the generator.',
        unit: 'a step',
        source: 'Goodfellow et al. 2014, arXiv:1406.2661, algorithm 1 (k)',
        level: 'advanced',
        group: 'optimizer'
      })
    ),
  generatorSteps: z
    .int()
    .min(1)
    .max(MOST_UPDATES)
    .default(1)
    .meta(
      note({
        title: 'Generator updates',
        help: 'How often the generator learns in a step, each time on z of its own; more help it against a discriminator that wins.',
        unit: 'a step',
        level: 'advanced',
        group: 'optimizer'
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
    )
}
