import type { Proof, ProofOptions } from './proof.ts'
import { GOALS, makeProject, measureProjection, type ProjectionFigures } from './projection.ts'

/** Whether pictures are found again in models: own samples, and avatars they have not learned from. */
export async function proveProjection({ projects, say, picture }: ProofOptions): Promise<Proof> {
  const figures: ProjectionFigures[] = []
  for (const [at, project] of (projects.length > 0 ? projects : [makeProject(say)]).entries()) {
    const sheet = picture(at === 0 ? 'prove-projection' : `prove-projection-${at + 1}`)
    figures.push(await measureProjection(project, { say, sheet }))
  }
  const rows = figures.flatMap(rowsOf)
  const cells = rows.map(([what, found, goal]) => `| ${what} | ${found.toPrecision(3)} | ${goal} |`)
  return {
    passed: rows.every(([, found, goal]) => found <= goal),
    figures,
    report: ['| | found | at most |', '|---|---|---|', ...cells].join('\n')
  }
}

type Row = [what: string, found: number, goal: number]

function rowsOf({ size, own, heldOut, guessMs, refinedSeconds }: ProjectionFigures): Row[] {
  const rows: Row[] = [
    [`${size} px: own samples, mean squared difference`, own.mean, GOALS.own],
    [`${size} px: first guess, 95th of 100 in ms`, guessMs.p95, GOALS.guessMs],
    [`${size} px: refined, 95th of 100 in s`, refinedSeconds.p95, GOALS.refinedSeconds]
  ]
  if (size === 32) {
    rows.push([
      `${size} px: held-out avatars, mean squared difference`,
      heldOut.mean,
      GOALS.heldOut32
    ])
  }
  return rows
}
