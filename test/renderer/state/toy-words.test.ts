import { expect, test } from 'vitest'
import type { ToyPicture } from '../../../src-renderer/state/toy-frames.ts'
import { toyVerdict } from '../../../src-renderer/state/toy-words.ts'

const numbers = { generatorLoss: 1, discriminatorLoss: 1, realAccuracy: 0.5, fakeAccuracy: 0.5 }
const picture = (changes: Partial<ToyPicture> = {}): ToyPicture => ({
  ...{ iteration: 1_000, divergence: 0.3, numbers, reached: undefined, density: undefined },
  ...{ field: new Uint8Array(), pull: new Float32Array(), fabric: new Float32Array() },
  samples: Float32Array.of(1, 2),
  ...changes
})
const reached = (modes: number, highQuality: number) => ({
  modes,
  of: 8,
  highQuality,
  reverseKl: 0
})
const won = { ...numbers, realAccuracy: 1, fakeAccuracy: 0.99, generatorGradient: 0.001 }

test.each<[string, Partial<ToyPicture>, 'minimax' | 'non-saturating']>([
  ['Diverged', { samples: Float32Array.of(Number.NaN) }, 'non-saturating'],
  ['Not begun', { iteration: 0 }, 'non-saturating'],
  ['Mode collapse', { reached: reached(3, 0.9) }, 'non-saturating'],
  ['Vanishing gradient', { numbers: won }, 'non-saturating'],
  ['Vanishing gradient', { numbers: { ...won, generatorGradient: 0.5 } }, 'minimax'],
  ['The discriminator leads', { numbers: { ...won, generatorGradient: 0.5 } }, 'non-saturating'],
  ['Converged', { reached: reached(8, 0.96) }, 'non-saturating'],
  ['Converged', { divergence: 0.01 }, 'non-saturating'],
  ['Wandering', { divergence: 0.5 }, 'non-saturating'],
  ['Learning', {}, 'non-saturating']
])('%s', (word, changes, loss) => {
  const verdict = toyVerdict(picture(changes), picture(), { loss })
  expect(verdict.word).toBe(word)
  expect(verdict.sentence).toMatch(/^[A-Z].*\.$/)
})
