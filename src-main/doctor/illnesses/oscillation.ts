import { above, type Rule } from '../finding.ts'
import { qualityOf } from '../measured.ts'

// Evaluations that are looked at, the first of a run left out.
const LOOK = 6
// Times that quality was lost over them, one loss after another.
const LOST = 8

/** The players drive each other around: what is learned is lost again and again (arXiv:1801.04406, section 2). */
export const oscillation: Rule = ({ evaluations }) => {
  const last = evaluations.slice(1).slice(-LOOK)
  if (last.length < LOOK - 1) return undefined
  const falls = last
    .slice(1)
    .map((one, at) => ({ from: last[at]!, times: qualityOf(one) / qualityOf(last[at]!) }))
    .filter(({ times }) => times > 1)
  const lost = falls.reduce((product, { times }) => product * times, 1)
  // One fall is no swing; what fell and stayed there has diverged.
  if (falls.length < 2) return undefined
  return {
    illness: 'oscillation',
    beyond: above(lost, LOST) / 2,
    since: falls[0]!.from.images,
    sentence: `It swings: what it has learned is lost again and again, ${falls.length} times in the last ${last.length} measured checkpoints.`,
    evidence: [
      { kind: 'figure', title: 'Quality lost on the way', value: lost, limit: LOST },
      { kind: 'curve', columns: ['generatorLoss', 'discriminatorLoss'] },
      { kind: 'curve', columns: ['generatorGradient', 'discriminatorGradient'] }
    ]
  }
}
