import { CHOOSING_MEASURE, type Evaluation } from '../contract/evaluation.ts'

/** A measure's value; undefined where an evaluation has it not. */
export function valueOf(evaluation: Evaluation | undefined, id: string): number | undefined {
  return evaluation?.measures.find((one) => one.id === id)?.value
}

/** The same of two halves of the real pictures. */
export function realOf(evaluation: Evaluation | undefined, id: string): number | undefined {
  return evaluation?.measures.find((one) => one.id === id)?.real
}

/** A measure over the same of real pictures, where 1 is as good; undefined where there is none. */
export function besideReal(evaluation: Evaluation | undefined, id: string): number | undefined {
  const [value, real] = [valueOf(evaluation, id), realOf(evaluation, id)]
  return value === undefined || !real ? undefined : value / real
}

/** The measure by which the best checkpoint is chosen, beside real pictures: the lower the better. */
export function qualityOf(evaluation: Evaluation): number {
  return besideReal(evaluation, CHOOSING_MEASURE) ?? Infinity
}

// Of real pictures with a sample near them, beside the same of real ones.
const NEAR = 0.15

/** Whether samples have anything to do with the real pictures: before that nothing can be lost, or called healthy. */
export function hasComeNear(evaluation: Evaluation): boolean {
  return (besideReal(evaluation, 'coverage') ?? 0) >= NEAR
}

/** Images of the first of the evaluations at the end that all fulfil something; undefined where the last does not. */
export function measuredSince(
  evaluations: readonly Evaluation[],
  holds: (evaluation: Evaluation) => boolean
): number | undefined {
  let since: number | undefined
  for (const evaluation of evaluations.toReversed()) {
    if (!holds(evaluation)) break
    since = evaluation.images
  }
  return since
}
