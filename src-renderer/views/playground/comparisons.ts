import { COLLAPSE, plain, SILENCE, SMOOTHING, type Arrangement } from '../../state/arrangements.ts'

/** Toys that are worth seeing side by side. */
export interface Comparison extends Arrangement {
  title: string
}

/** One line a comparison: each toy differs from the first in what the title says. */
export const COMPARISONS: Comparison[] = [
  { title: 'Mode collapse and three cures', ...COLLAPSE },
  { title: 'Minimax loss or non-saturating loss', ...SILENCE },
  { title: 'Labels smoothed on neither, one or both sides', ...SMOOTHING },
  {
    title: 'Discriminator first or generator first',
    target: 'ring8',
    toys: [plain(), plain({ order: 'generator-first' })]
  },
  {
    title: 'Looking 0, 1, 5 or 10 steps ahead',
    target: 'ring8',
    toys: [
      plain(),
      plain({ unrollSteps: 1 }),
      plain({ unrollSteps: 5 }),
      plain({ unrollSteps: 10 })
    ]
  },
  {
    title: 'Minibatch discrimination, or packs of four',
    target: 'ring8',
    toys: [plain(), plain({ minibatchKernels: 16 }), plain({ packing: 4 })]
  },
  {
    title: 'A slope held by R1',
    target: 'spiral',
    toys: [plain(), plain({ r1Gamma: 0.1 })]
  }
]
