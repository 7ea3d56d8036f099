import { balanceOf } from '../balance.ts'
import { percent, type Rule } from '../finding.ts'

// Share of pictures that the discriminator mistakes.
const MISTAKES = { limit: 0.03, alone: 0.003 }

/**
 * The discriminator tells all pictures apart, so that its verdict says nothing to the generator (Arjovsky and Bottou
 * 2017, arXiv:1701.04862, theorem 2.1 and section 2.2): its gradient vanishes, or is large and points nowhere. In
 * some games, as wgan, it may well be far ahead; then the samples get better all the same.
 */
export const discriminatorWon: Rule = (history) => {
  const balance = balanceOf(
    history,
    ({ realAccuracy, fakeAccuracy }) => 1 - Math.min(realAccuracy, fakeAccuracy),
    MISTAKES
  )
  if (!balance) return undefined
  const { value, limit, beyond, since } = balance
  return {
    ...{ illness: 'discriminator-won', beyond, since },
    sentence: `The discriminator has won: for long it has mistaken only ${percent(value)} of the pictures, so it tells the generator that everything is wrong and no longer in which direction to get better.`,
    evidence: [
      { kind: 'figure', title: 'Pictures it mistakes', value, limit },
      { kind: 'curve', columns: ['realAccuracy', 'fakeAccuracy'] },
      { kind: 'curve', columns: ['generatorLoss', 'generatorGradient'] }
    ]
  }
}
