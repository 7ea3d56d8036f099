import { CHOOSING_MEASURE } from '../../contract/evaluation.ts'
import { courseOf } from '../course.ts'
import type { Rule } from '../finding.ts'
import { valueOf } from '../history.ts'
import { LEAST_EVALUATIONS, LIMITS, STANDSTILL } from '../limits.ts'

/** It was better before, and has not come back. */
export const diverged: Rule = ({ evaluations }) => {
  const course = courseOf(evaluations)
  if (!course || evaluations.length < LEAST_EVALUATIONS || course.without < STANDSTILL)
    return undefined
  const beyond = Math.log(course.worse / LIMITS.worse)
  if (beyond <= 0) return undefined
  const after = evaluations.find(({ images }) => images > course.bestAt)!
  return {
    illness: 'diverged',
    beyond,
    since: after.images,
    sentence: `It was better before: at ${course.bestAt} images quality was ${course.worse.toFixed(1)} times as good as now, and it has not come back.`,
    evidence: [
      { kind: 'figure', title: 'Quality over the best', value: course.worse, limit: LIMITS.worse },
      {
        kind: 'picture',
        images: evaluations.at(-1)!.images,
        picture: 'samples',
        words: 'Samples as they are now.'
      },
      {
        kind: 'curve',
        columns: [
          'generatorLoss',
          'discriminatorLoss',
          'generatorGradient',
          'discriminatorGradient'
        ]
      }
    ]
  }
}

const LOOKED_AT = 6
const LEAST_TURNS = 3

/** Quality goes up and down by large steps: the networks chase each other in circles. */
export const oscillation: Rule = ({ evaluations }) => {
  const some = evaluations.slice(-LOOKED_AT)
  const logarithms = some.map((each) => Math.log(valueOf(each, CHOOSING_MEASURE) ?? NaN))
  const steps = logarithms.slice(1).map((value, at) => value - logarithms[at]!)
  const turns = steps
    .slice(1)
    .map((step, at) => (step * steps[at]! < 0 ? Math.min(Math.abs(step), Math.abs(steps[at]!)) : 0))
  const wide = turns.filter((turn) => turn > 0).sort((a, b) => b - a)
  const turn = wide[LEAST_TURNS - 1]
  if (turn === undefined) return undefined
  const beyond = turn - Math.log(LIMITS.swing)
  if (beyond <= 0) return undefined
  return {
    illness: 'oscillation',
    beyond,
    since: some[0]!.images,
    sentence: `It goes in circles: quality becomes ${Math.exp(turn).toFixed(1)} times better and worse again from one evaluation to the next.`,
    evidence: [
      { kind: 'figure', title: 'Swing of quality', value: Math.exp(turn), limit: LIMITS.swing },
      { kind: 'curve', columns: ['generatorLoss', 'discriminatorLoss'] }
    ]
  }
}
