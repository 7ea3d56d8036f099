import type { PlayTarget } from '../../src-main/contract/play.ts'
import type { ToyDraft } from './toy-form.svelte.ts'

/** Toys side by side on one distribution. */
export interface Arrangement {
  target: PlayTarget
  toys: ToyDraft[]
}

/** The plain toy with these changes. */
export const plain = (changes: ToyDraft['changes'] = {}): ToyDraft => ({ preset: 'plain', changes })

/** The plain game on the ring, and three cures. */
export const COLLAPSE: Arrangement = {
  target: 'ring8',
  toys: [
    plain(),
    { preset: 'unrolled', changes: {} },
    { preset: 'packed', changes: {} },
    { preset: 'modern', changes: {} }
  ]
}

/** A loss that is flat where the discriminator is sure, and one that is steep there. */
export const SILENCE: Arrangement = {
  target: 'mixture',
  toys: [plain({ loss: 'minimax' }), plain()]
}

/** Labels as they are, smoothed on the side of the data, and on both. */
export const SMOOTHING: Arrangement = {
  target: 'mixture',
  toys: [
    plain(),
    plain({ labelSmoothing: 0.2 }),
    plain({ labelSmoothing: 0.2, fakeSmoothing: 0.2 })
  ]
}

/** A toy that converges on a line, where it can be held against the best discriminator. */
export const CONVERGING: ToyDraft = {
  preset: 'modern',
  changes: { loss: 'non-saturating', generatorRate: 1e-3, discriminatorRate: 1e-3 }
}
