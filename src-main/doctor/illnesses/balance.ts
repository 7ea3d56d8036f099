import type { Evidence } from '../../contract/doctor.ts'
import type { MetricRow } from '../../contract/models.ts'
import { courseOf } from '../course.ts'
import type { Finding, Rule } from '../finding.ts'
import { lastPart, meanOf, sinceWhen, valueOf, type History } from '../history.ts'
import { LEAST_EVALUATIONS, LEAST_IMAGES, LEAST_ROWS, LIMITS, STANDSTILL, TAIL } from '../limits.ts'

/** What the balance of the two networks is judged by: the accuracies of the last part of a run. */
interface Balance {
  rows: readonly MetricRow[]
  /** Mean accuracies of the discriminator, 0-1. */
  real: number
  fake: number
  /** By how much the run has come to nothing: above 0 it gets no better and is far from real; undefined where nothing was measured. */
  nothing: number | undefined
  coverage: number
}

// No verdict by accuracies alone where the run gets better: then the balance is as it should be.
function balanceOf({ rows, evaluations, config }: History): Balance | undefined {
  const tail = lastPart(rows, TAIL)
  const last = rows.at(-1)
  if (!last || last.images < LEAST_IMAGES || tail.length < LEAST_ROWS / 4) return undefined
  const course = courseOf(evaluations)
  if (config.evaluate && evaluations.length > 0 && evaluations.length < LEAST_EVALUATIONS) {
    return undefined
  }
  const coverage = valueOf(evaluations.at(-1), 'coverage') ?? 0
  const isStill = course !== undefined && course.without >= STANDSTILL
  const nothing = isStill ? Math.log(LIMITS.coverage / Math.max(coverage, 0.004)) : -1
  return {
    rows: tail,
    real: meanOf(tail, ({ realAccuracy }) => realAccuracy),
    fake: meanOf(tail, ({ fakeAccuracy }) => fakeAccuracy),
    nothing: evaluations.length > 0 ? nothing : undefined,
    coverage
  }
}

// Relative losses know verdicts only by their differences: a high accuracy is usual there.
const RELATIVE = ['relativistic', 'wgan', 'wgan-gp']

/** The discriminator tells real from generated without fail, and what it could teach is lost (Arjovsky and Bottou 2017, arXiv:1701.04862). */
export const discriminatorWon: Rule = (history) => {
  const balance = balanceOf(history)
  if (!balance) return undefined
  const { nothing, rows } = balance
  const isRelative = RELATIVE.includes(history.config.loss)
  if (nothing === undefined && isRelative) return undefined
  const limit = nothing === undefined ? LIMITS.wonUnmeasured : LIMITS.won
  const lower = Math.min(balance.real, balance.fake)
  const won = Math.log((1 - limit) / (1 - lower + (1 - limit) / 10))
  return found(balance, won, {
    illness: 'discriminator-won',
    since: sinceWhen(history.rows, (row) => Math.min(row.realAccuracy, row.fakeAccuracy) > limit),
    sentence: `The discriminator has won: it tells ${percent(balance.real)} of the real and ${percent(balance.fake)} of the generated pictures, so that the generator learns nothing from it any more.`,
    evidence: [
      { kind: 'figure', title: 'Accuracy, the lower of both', value: lower, limit },
      { kind: 'curve', columns: ['realAccuracy', 'fakeAccuracy', 'generatorGradient'] }
    ],
    rows
  })
}

/** The discriminator takes generated pictures for real ones although they are not like them: it has nothing to teach. */
export const generatorWon: Rule = (history) => {
  const balance = balanceOf(history)
  if (!balance) return undefined
  const { nothing, rows, fake } = balance
  const limit = nothing === undefined ? LIMITS.fooledUnmeasured : LIMITS.fooled
  return found(balance, Math.log(limit / Math.max(fake, 0.02)), {
    illness: 'generator-won',
    since: sinceWhen(history.rows, ({ fakeAccuracy }) => fakeAccuracy < limit),
    sentence: `The generator has won: the discriminator recognises only ${percent(fake)} of its pictures, although they are not like real ones, and so it has nothing to teach.`,
    evidence: [
      { kind: 'figure', title: 'Accuracy on generated pictures', value: fake, limit },
      { kind: 'curve', columns: ['realAccuracy', 'fakeAccuracy'] }
    ],
    rows
  })
}

/** The discriminator guesses, far from the end: its feedback is noise. Near a half is where a good run ends too, so that standstill must be measured. */
export const noise: Rule = (history) => {
  const balance = balanceOf(history)
  if (balance?.nothing === undefined) return undefined
  const { rows, real, fake, nothing, coverage } = balance
  const off = Math.abs((real + fake) / 2 - 0.5)
  const isGuess = off < LIMITS.guess
  const how = isGuess
    ? `The discriminator guesses (right on ${percent((real + fake) / 2)}), so that what it says is noise`
    : 'The run stands still'
  return found(balance, isGuess ? nothing : 0.8 * nothing, {
    illness: 'noise',
    since: history.evaluations.at(-1 - STANDSTILL)?.images,
    sentence: `${how}: for some time nothing has become better, and samples come near ${percent(coverage)} of the real pictures only.`,
    evidence: [
      {
        kind: 'figure',
        title: 'Real pictures with a sample near',
        value: coverage,
        limit: LIMITS.coverage
      },
      {
        kind: 'curve',
        columns: ['realAccuracy', 'fakeAccuracy', 'generatorLoss', 'discriminatorLoss']
      }
    ],
    rows
  })
}

// Both must be beyond: the balance, and that it leads nowhere.
function found(
  { nothing }: Balance,
  beyond: number,
  {
    since,
    rows,
    evidence,
    ...rest
  }: Pick<Finding, 'illness' | 'sentence'> & {
    since: number | undefined
    rows: readonly MetricRow[]
    evidence: Evidence[]
  }
): Finding | undefined {
  const both = Math.min(beyond, nothing ?? beyond)
  if (both <= 0) return undefined
  return { ...rest, evidence, beyond: both, since: since ?? rows[0]!.images }
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}
