import { balanceOf } from '../balance.ts'
import { percent, type Rule } from '../finding.ts'

// Samples that the discriminator sees through; in a fair game it is a half or more.
const SEEN_THROUGH = { limit: 0.2, alone: 0.02 }

/**
 * The discriminator takes nearly every sample for a real picture, so the generator learns to please a judge that
 * tells nothing apart (Goodfellow 2016, arXiv:1701.00160, section 8.2).
 */
export const generatorWon: Rule = (history) => {
  const balance = balanceOf(history, ({ fakeAccuracy }) => fakeAccuracy, SEEN_THROUGH)
  if (!balance) return undefined
  const { value, limit, beyond, since } = balance
  return {
    ...{ illness: 'generator-won', beyond, since },
    sentence: `The generator has won: for long the discriminator has seen through only ${percent(value)} of its samples, so it is too weak to say what is wrong with them.`,
    evidence: [
      { kind: 'figure', title: 'Samples it sees through', value, limit },
      { kind: 'curve', columns: ['realAccuracy', 'fakeAccuracy'] }
    ]
  }
}
