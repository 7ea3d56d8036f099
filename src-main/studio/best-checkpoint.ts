import { CHOOSING_MEASURE, type Evaluation } from '../contract/evaluation.ts'

/**
 * The images seen by the checkpoint that measured best, of those that are there; undefined where none was measured.
 * What real pictures reach with as many samples is the unit, so that evaluations of different sizes compare.
 */
export function bestCheckpoint(
  evaluations: readonly Evaluation[],
  checkpoints: readonly { images: number }[]
): number | undefined {
  const there = new Set(checkpoints.map(({ images }) => images))
  let best: { images: number; score: number } | undefined
  for (const { images, measures } of evaluations) {
    const chosen = measures.find(({ id }) => id === CHOOSING_MEASURE)
    if (!chosen || !there.has(images)) continue
    const score = chosen.value / (chosen.real || 1)
    if (!best || score < best.score) best = { images, score }
  }
  return best?.images
}
