import { diagnose, suspect } from '../../../src-main/doctor/diagnose.ts'
import type { Diagnosis, Illness, Verdict } from '../../../src-main/contract/doctor.ts'
import type { ExamRun } from './one-run.ts'
import { isWell } from './truth.ts'

/** What the doctor said of a run of the exam while it trained. */
export interface Judged {
  run: ExamRun
  /** By what is true of its last checkpoint, whatever was done to it. */
  well: boolean
  /** At each measured checkpoint and at the end. */
  diagnoses: Diagnosis[]
  /** The first time that it called the run sick. */
  first?: { images: number; verdict: Verdict }
  /** How sure it ever was of each illness, told or not. */
  surest: Map<Illness, number>
}

/** Replays a run: at each moment the doctor is shown what there was then. */
export function judge(run: ExamRun): Judged {
  const end = run.rows.at(-1)?.images ?? 0
  const moments = [...new Set([...run.evaluations.map(({ images }) => images), end])]
  const histories = moments.map((images) => historyAt(run, images, images === end))
  const diagnoses = histories.map(diagnose)
  const surest = new Map<Illness, number>()
  for (const { illness, sure } of histories.flatMap(suspect)) {
    surest.set(illness, Math.max(sure, surest.get(illness) ?? 0))
  }
  const sick = diagnoses.find(({ state }) => state === 'sick')
  return {
    run,
    well: isWell(run),
    diagnoses,
    surest,
    ...(sick && { first: { images: sick.images, verdict: sick.verdicts[0]! } })
  }
}

function historyAt(
  { plan, config, rows, evaluations, checkpoints, failure }: ExamRun,
  images: number,
  isEnd: boolean
) {
  const seen = <Item extends { images: number }>(items: readonly Item[]): Item[] =>
    items.filter((item) => item.images <= images)
  return {
    run: plan.id,
    // In the exam checkpoints are measured after the run, so that its speed does not matter.
    config: { ...config, evaluate: true },
    rows: seen(rows),
    evaluations: seen(evaluations),
    checkpoints: checkpoints.filter((checkpoint) => checkpoint <= images),
    ...(isEnd && failure && { notFinite: failure.message })
  }
}
