import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { composeGrid, encodePng } from '../../src-main/exports/images.ts'
import { median } from '../statistics.ts'
import { CACHE, makeData, SIZE } from './doctor/data.ts'
import { judge, type Judged } from './doctor/judge.ts'
import type { RunTask } from './doctor/one-run.ts'
import { planExam, TROUBLES, type Plan } from './doctor/plan.ts'
import { reportOf, type ExamFigures, type HalfFigures } from './doctor/report.ts'
import { trainAll } from './doctor/train-all.ts'
import type { Proof, ProofOptions } from './proof.ts'

/** What was asked of the doctor, of twenty healthy and twenty sick runs, and of the forks that it suggests first. */
export const GOALS = { falseAlarms: 1, missed: 2, healthyForks: 0.7 }

/**
 * The doctor's exam: runs that are well and runs that were made ill, on the half on which its limits were chosen and
 * on the other one. Which runs are ill is told by their pixels, whatever was done to them. Trained runs are kept, so
 * that the doctor can be examined again without training.
 */
export async function proveDoctor({ data, say, picture }: ProofOptions): Promise<Proof> {
  const folders = await makeData(data, say)
  const tasks = planExam().map((plan) => ({ plan, cacheFolder: folders[plan.data] }))
  const judged = (await trainAll(tasks, say)).map(judge)
  const exam = judged.filter(({ run }) => run.plan.half === 'exam')
  const forks = (await trainAll(exam.flatMap(firstFork(tasks)), say)).map(judge)
  const wellForks = forks.filter(
    ({ well, diagnoses }) => well && diagnoses.at(-1)?.state !== 'sick'
  )
  const figures: ExamFigures = {
    chosen: figuresOf(judged.filter(({ run }) => run.plan.half === 'chosen')),
    exam: figuresOf(exam),
    forks: { trained: forks.length, healthy: wellForks.length }
  }
  writeFileSync(picture('prove-doctor'), await drawSick(judged))
  const { falseAlarms, missed } = figures.exam
  return {
    passed:
      falseAlarms.length <= GOALS.falseAlarms &&
      missed.length <= GOALS.missed &&
      wellForks.length >= GOALS.healthyForks * forks.length,
    figures,
    report: reportOf(figures, judged, forks)
  }
}

function figuresOf(judged: readonly Judged[]): HalfFigures {
  const healthy = judged.filter(({ run, well }) => run.plan.trouble === undefined && well)
  const sick = judged.filter(({ run, well }) => run.plan.trouble !== undefined && !well)
  const found = sick.filter(({ first }) => first)
  const ids = (some: readonly Judged[]): string[] => some.map(({ run }) => run.plan.id)
  return {
    healthy: healthy.length,
    falseAlarms: ids(healthy.filter(({ first }) => first)),
    sick: sick.length,
    missed: ids(sick.filter(({ first }) => !first)),
    medianDelay: median(found.map(({ first }) => first!.images)),
    leftOut: ids(judged.filter((one) => !healthy.includes(one) && !sick.includes(one)))
  }
}

// The fork that the doctor suggests first, when it first calls a run sick that is.
function firstFork(tasks: readonly RunTask[]): (judged: Judged) => RunTask[] {
  return ({ run, well, first }) => {
    const [remedy] = first?.verdict.remedies ?? []
    const { plan, config } = run
    if (well || plan.trouble === undefined || !remedy) return []
    const id = `${plan.id}-${remedy.id}-${remedy.from}`
    const changes = { ...config, ...remedy.changes }
    const { cacheFolder } = tasks.find((task) => task.plan.id === plan.id)!
    const file = join(CACHE, 'runs', plan.id, 'checkpoints', `${remedy.from}.safetensors`)
    const fork: Plan = { ...plan, id, changes }
    return [{ plan: fork, cacheFolder, ...(remedy.from > 0 && { resumeFrom: file }) }]
  }
}

// Sixteen samples of one sick run of each kind, a row each.
function drawSick(judged: readonly Judged[]): Promise<Uint8Array> {
  const rows = TROUBLES.flatMap((trouble) => {
    const sick = judged.find(
      ({ run, well }) => run.plan.trouble === trouble && !well && run.shown?.length
    )
    return sick ? [sick.run.shown!.map(inColour)] : []
  })
  const columns = rows[0]?.length ?? 1
  const { pixels, width, height } = composeGrid(rows.flat(), SIZE, columns, { gap: 2, scale: 3 })
  return encodePng(pixels, width, height)
}

function inColour(bytes: string): Uint8Array {
  const picture = Buffer.from(bytes, 'base64')
  if (picture.length === 3 * SIZE * SIZE) return picture
  return Uint8Array.from({ length: 3 * picture.length }, (_, at) => picture[Math.floor(at / 3)]!)
}
