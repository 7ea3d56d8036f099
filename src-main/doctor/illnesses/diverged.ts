import type { Rule } from '../finding.ts'
import { above } from '../finding.ts'
import { courseOf, stuck } from '../course.ts'
import { besideReal, measuredSince, qualityOf } from '../measured.ts'

// The last two evaluations over the best one before.
const WORSE = 3
const AGREEING = 2
// Of real pictures with a sample near them, beside the same of real ones: where there was less, nothing was lost.
const HAD_COVERED = 0.3
// Some runs find their way late.
const PATIENCE = 4

/**
 * It has been better and lost that again, or has never come anywhere: since the best checkpoint the samples are
 * several times as far from real pictures.
 */
export const diverged: Rule = ({ evaluations }) => {
  const course = courseOf(evaluations, AGREEING)
  const newest = evaluations.at(-1)
  if (!course || !newest) return undefined
  const had = above(besideReal(course.best, 'coverage') ?? 0, HAD_COVERED)
  const lost = Math.min(above(course.change, WORSE), had)
  const nowhere = stuck(evaluations, PATIENCE) ?? -Infinity
  const best = Math.min(...evaluations.map(qualityOf))
  const times = course.worse.toFixed(course.worse < 10 ? 1 : 0)
  return {
    illness: 'diverged',
    beyond: Math.max(lost, nowhere),
    since: measuredSince(evaluations, (one) => qualityOf(one) > WORSE * best) ?? newest.images,
    sentence:
      lost > 0
        ? `It has come off its course: its samples are ${times} times as far from real pictures as they were at ${course.best.images.toLocaleString('en')} images.`
        : 'It gets nowhere: its samples have little in common with the real pictures and do not come nearer.',
    evidence: [
      { kind: 'figure', title: 'Quality beside its best', value: course.worse, limit: WORSE },
      { kind: 'curve', columns: ['generatorLoss', 'discriminatorLoss'] },
      {
        ...{ kind: 'picture', images: newest.images, picture: 'samples' },
        words: 'Its samples now.'
      }
    ]
  }
}
