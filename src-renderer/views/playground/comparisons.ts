import type { PlayTarget } from '../../../src-main/contract/play.ts'
import type { ToyDraft } from '../../state/toy-form.svelte.ts'

/** Toys that are worth seeing side by side. */
export interface Comparison {
  title: string
  target: PlayTarget
  toys: ToyDraft[]
}

const plain = (changes: ToyDraft['changes'] = {}): ToyDraft => ({ preset: 'plain', changes })

/** One line a comparison: each toy differs from the first in what the title says. */
export const COMPARISONS: Comparison[] = [
  {
    title: 'Mode collapse and three cures',
    target: 'ring8',
    toys: [
      plain(),
      { preset: 'unrolled', changes: {} },
      { preset: 'packed', changes: {} },
      { preset: 'modern', changes: {} }
    ]
  },
  {
    title: 'Minimax loss or non-saturating loss',
    target: 'mixture',
    toys: [plain({ loss: 'minimax' }), plain()]
  },
  {
    title: 'Labels smoothed on neither, one or both sides',
    target: 'mixture',
    toys: [
      plain(),
      plain({ labelSmoothing: 0.2 }),
      plain({ labelSmoothing: 0.2, fakeSmoothing: 0.2 })
    ]
  },
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
