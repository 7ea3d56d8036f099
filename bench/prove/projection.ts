import { execFileSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Proof, ProofOptions } from './proof.ts'
import { measureProjection, type ProjectionFigures, type Spread } from './projection/measure.ts'

/** What was asked of projections: mean squared differences of values in [0,1], and times. */
export const GOALS = { own: 0.002, heldOut32: 0.0084, guessMs: 50, refinedSeconds: 5 }

/** The documented commands, which make a model of 32 px in ten minutes on 4 idle cores. */
export const COMMANDS = [
  'draw avatars --size 32 --count 20000 --seed 1',
  'train --dataset Avatars --preset dcgan --images 600000 --seed 1 --set latentDistribution=normal --set emaImages=10000 --set rateSchedule=linear'
]
const ROOT = join(import.meta.dirname, '../..')
const CACHE = join(ROOT, 'bench/.cache/prove/avatars-32')

/**
 * Whether pictures are found again in the newest models of some projects, or in one of 32 px that is made once.
 * Held-out pictures have a goal at 32 px only.
 */
export async function proveProjection({ projects, say, picture }: ProofOptions): Promise<Proof> {
  const figures: Record<string, ProjectionFigures> = {}
  for (const project of projects.length > 0 ? projects : [makeProject(say)]) {
    const sheet = (size: number): string => picture(`prove-projection-${size}`)
    const found = await measureProjection(project, { say, sheet })
    figures[`${found.size} px`] = found
  }
  const all = Object.values(figures)
  return {
    passed: all.every(meetsGoals),
    figures,
    report: [
      ...all.flatMap(tableOf),
      '',
      'The models are made by',
      '',
      ...COMMANDS.map(indented)
    ].join('\n')
  }
}

function meetsGoals({ size, own, heldOut, guessMs, refinedSeconds }: ProjectionFigures): boolean {
  return (
    own.mean <= GOALS.own &&
    (size !== 32 || heldOut.mean <= GOALS.heldOut32) &&
    guessMs.p95 <= GOALS.guessMs &&
    refinedSeconds.p95 <= GOALS.refinedSeconds
  )
}

function tableOf(found: ProjectionFigures): string[] {
  const { size, checkpoint, encoderSeconds, own, heldOut, heldOutGuess } = found
  const row = (what: string, spread: Spread, goal: string): string => {
    const numbers = [spread.mean, spread.median, spread.p95, spread.most]
    return `| ${what} | ${numbers.map((value) => value.toPrecision(3)).join(' | ')} | ${goal} |`
  }
  return [
    '',
    `## ${size} px, ${checkpoint} images`,
    '',
    'Of 64 of its own samples, and of 64 avatars of another seed than those it has learned from; errors are mean squared differences of values in [0,1].',
    '',
    '| | mean | median | p95 | most | goal |',
    '|---|---|---|---|---|---|',
    row('own samples', own, `mean ${GOALS.own}`),
    row('held-out avatars', heldOut, size === 32 ? `mean ${GOALS.heldOut32}` : ''),
    row('held-out avatars, the first guess alone', heldOutGuess, ''),
    row('first guess, ms', found.guessMs, `p95 ${GOALS.guessMs}`),
    row('refined, s', found.refinedSeconds, `p95 ${GOALS.refinedSeconds}`),
    '',
    `Loading the model and training its encoder took ${encoderSeconds.toFixed(0)} s. The machine's load average was ${found.loadAverage.toFixed(1)}; the times are meant for an idle one, where it is about 4. On the sheet, twice side by side: the picture, the first guess, what was found, and twice their difference; the upper half are own samples.`,
    '',
    `![picture, guess, found, difference](prove-projection-${size}.png)`
  ]
}

/** A project with a model of 32 px, made once by the documented commands. */
function makeProject(say: (line: string) => void): string {
  const stamp = join(CACHE, 'trained')
  if (existsSync(stamp)) return CACHE
  rmSync(CACHE, { recursive: true, force: true })
  for (const command of COMMANDS) {
    say(`atelier ${command}`)
    const words = [join(ROOT, 'scripts/atelier.mjs'), ...command.split(' '), '--project', CACHE]
    execFileSync(process.execPath, words, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] })
  }
  writeFileSync(stamp, '')
  return CACHE
}

function indented(command: string): string {
  return `    atelier ${command} --project P`
}
