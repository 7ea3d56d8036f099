import { ILLNESSES } from '../../../src-main/contract/doctor.ts'
import { median } from '../../statistics.ts'
import type { Judged } from './judge.ts'
import { TROUBLES } from './plan.ts'

/** What the doctor made of one half of the runs; ids of runs. */
export interface HalfFigures {
  healthy: number
  falseAlarms: string[]
  sick: number
  missed: string[]
  /** Images until a sick run was called so. */
  medianDelay: number
  /** What its treatment did not make of a run what it was meant to be, by what is true of it. */
  leftOut: string[]
}

/** All figures of the exam. */
export interface ExamFigures {
  chosen: HalfFigures
  exam: HalfFigures
  forks: { trained: number; healthy: number }
}

/** Tables for people. */
export function reportOf(
  figures: ExamFigures,
  judged: readonly Judged[],
  forks: readonly Judged[]
): string {
  return [
    'Eighty runs of 16 px on digits, objects, avatars and a ring of eight dots, half of them made ill by their settings or their data. Whether a run is ill is decided by the pixels of its last samples alone (modes covered by nearest neighbours, distance to real pictures, copies), which the doctor never sees; a run that did not become what it was meant to be is left out. The doctor was replayed at each of eight measured checkpoints and at the end. A healthy run counts as flagged where it was called sick at any moment; a delay runs from the start, since what makes a run ill is there from the start.',
    '',
    '| half | healthy | flagged | sick | missed | median delay, images | left out |',
    '|---|---|---|---|---|---|---|',
    halfRow('limits chosen on', figures.chosen),
    halfRow('exam', figures.exam),
    '',
    `Of ${figures.forks.trained} first suggested forks of the exam's sick runs ${figures.forks.healthy} became healthy, by their pixels and by the doctor.`,
    '',
    '## By what was done',
    '',
    '| made ill by | ill | found | named at first | median delay, images | forks healthy |',
    '|---|---|---|---|---|---|',
    ...TROUBLES.map((trouble) => troubleRow(trouble, judged, forks)),
    '',
    '## How far from their limits',
    '',
    'On the half on which limits were chosen: how sure the doctor was at most of each illness in healthy runs, and in how many sick ones it was found. It is told from 0.50 on.',
    '',
    '| illness | surest in a healthy run | found in sick runs |',
    '|---|---|---|',
    ...ILLNESSES.map((illness) => marginRow(illness, judged)),
    '',
    '## Each run',
    '',
    '| run | made ill by | modes covered | distance | truly | called sick first | as | then, by image |',
    '|---|---|---|---|---|---|---|---|',
    ...[...judged, ...forks].map(runRow),
    '',
    'Samples of one sick run of each kind, a row each, in the order of the table above; what is not finite has none:',
    '',
    '![sick runs](prove-doctor.png)'
  ].join('\n')
}

function halfRow(half: string, { healthy, falseAlarms, sick, ...rest }: HalfFigures): string {
  const named = (ids: readonly string[]): string =>
    `${ids.length}${ids.length > 0 ? ` (${ids.join(', ')})` : ''}`
  const { missed, medianDelay, leftOut } = rest
  return `| ${half} | ${healthy} | ${named(falseAlarms)} | ${sick} | ${named(missed)} | ${medianDelay} | ${named(leftOut)} |`
}

function troubleRow(
  trouble: (typeof TROUBLES)[number],
  judged: readonly Judged[],
  forks: readonly Judged[]
): string {
  const ofIt = ({ run }: Judged): boolean => run.plan.trouble === trouble
  const ill = judged.filter((one) => ofIt(one) && !one.well)
  const found = ill.filter(({ first }) => first)
  const names = [...new Set(found.map(({ first }) => first!.verdict.illness))].map(
    (name) => `${name} ${found.filter(({ first }) => first!.verdict.illness === name).length}`
  )
  const tried = forks.filter(ofIt)
  const healthy = tried.filter(({ well, diagnoses }) => well && diagnoses.at(-1)!.state !== 'sick')
  const delay = found.length > 0 ? median(found.map(({ first }) => first!.images)) : ''
  return `| ${trouble} | ${ill.length} | ${found.length} | ${names.join(', ')} | ${delay} | ${healthy.length} of ${tried.length} |`
}

function marginRow(illness: (typeof ILLNESSES)[number], judged: readonly Judged[]): string {
  const half = judged.filter(({ run }) => run.plan.half === 'chosen')
  const surest = (one: Judged): number => one.surest.get(illness) ?? 0
  const healthy = half.filter(({ run, well }) => well && run.plan.trouble === undefined)
  const sick = half.filter(({ well }) => !well)
  const most = Math.max(0, ...healthy.map(surest))
  return `| ${illness} | ${most.toFixed(2)} | ${sick.filter((one) => surest(one) >= 0.5).length} of ${sick.length} |`
}

function runRow({ run, well, first, diagnoses }: Judged): string {
  const { plan, truth } = run
  const number = (value: number | null | undefined): string => value?.toFixed(2) ?? ''
  const course = diagnoses.map(({ state }) => state[0]).join('')
  return `| ${plan.id} | ${plan.trouble ?? ''} | ${number(truth?.covered)} | ${number(truth?.distance)} | ${well ? 'well' : 'ill'} | ${first?.images ?? ''} | ${first?.verdict.illness ?? ''} | ${course} |`
}
