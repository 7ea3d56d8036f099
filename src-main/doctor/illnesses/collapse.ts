import type { Evaluation } from '../../contract/evaluation.ts'
import { above, below, percent, type Rule } from '../finding.ts'
import { besideReal, measuredSince, realOf, valueOf } from '../measured.ts'

// Distances between samples over those between real pictures.
const DIVERSITY = 0.55
// Samples with a twin, beyond those among real pictures.
const TWINS = 0.3
// Evaluations that must agree: generators pass through sameness when they begin and after leaps.
const AGREEING = 2

/**
 * The generator makes few pictures: samples lie close together, or many have a twin among some hundred, which by the
 * birthday paradox they have only where few are known (Arora and Zhang 2017, arXiv:1706.08224).
 */
export const collapse: Rule = ({ evaluations }) => {
  // The first one sees a generator that has hardly learned.
  const last = evaluations.slice(1).slice(-AGREEING)
  const strength = last.map(sameness)
  if (last.length < AGREEING || strength.includes(undefined)) return undefined
  const newest = last.at(-1)!
  const [diverse, twins] = [besideReal(newest, 'diversity')!, twinsOf(newest)!]
  return {
    illness: 'collapse',
    beyond: Math.min(...(strength as number[])),
    since: measuredSince(evaluations, (one) => (sameness(one) ?? -1) > 0) ?? newest.images,
    sentence: `It has collapsed: its samples are too much alike, ${percent(diverse)} as far apart as real pictures are, and ${percent(valueOf(newest, 'duplicates')!)} of them have a nearly identical twin.`,
    evidence: [
      {
        kind: 'figure',
        title: 'Diversity beside real pictures',
        value: diverse,
        limit: DIVERSITY
      },
      { kind: 'figure', title: 'Twins beyond those of real pictures', value: twins, limit: TWINS },
      {
        ...{ kind: 'picture', images: newest.images, picture: 'duplicates' },
        words: 'Pairs of its samples that are nearly the same.'
      },
      {
        ...{ kind: 'picture', images: newest.images, picture: 'missed' },
        words: 'Real pictures that it makes nothing like.'
      }
    ]
  }
}

function sameness(evaluation: Evaluation): number | undefined {
  const diverse = besideReal(evaluation, 'diversity')
  const twins = twinsOf(evaluation)
  if (diverse === undefined || twins === undefined) return undefined
  return Math.max(below(diverse, DIVERSITY), above(twins, TWINS))
}

function twinsOf(evaluation: Evaluation): number | undefined {
  const [own, real] = [valueOf(evaluation, 'duplicates'), realOf(evaluation, 'duplicates')]
  return own === undefined ? undefined : Math.max(0, own - (real ?? 0))
}
