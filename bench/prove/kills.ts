import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RunConfigSchema } from '../../src-main/contract/run-config.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import {
  beginRun,
  BY_CLOCK,
  BY_IMAGES,
  killOnce,
  SAVED_EVERY,
  WRITES,
  type Kill,
  type Left
} from './kills/kill.ts'
import type { Proof, ProofOptions } from './proof.ts'

const ANY_MOMENT = 100
const IN_WRITES = 50
const SEED = 1
// Promised of a run with the settings that it has by itself, and of its status.
const MOST_LOST_SECONDS = 60
const MOST_STATUS_SECONDS = 5

const WHO = ['trainer', 'studio', 'both'] as const

/**
 * Whether a run outlives `kill -9` of the trainer, the studio or both at random moments, and of the trainer at each
 * moment of writing a checkpoint; the same runs go on after every kill.
 */
export async function proveKills({ say }: ProofOptions): Promise<Proof> {
  const random = createRandom(SEED, 1)
  const moments = Array.from({ length: ANY_MOMENT }, (_, n): Kill => {
    // Every fifth while the program starts, where there is no trainer to be killed yet.
    if (n % 5 === 4) return { who: 'studio', seconds: 3 * random.uniform(), of: 'program' }
    const seconds = 2 * SAVED_EVERY * random.uniform()
    return { who: WHO[n % WHO.length]!, seconds, of: 'training' }
  })
  const writes = Array.from({ length: IN_WRITES }, (_, n): Kill => {
    return { who: 'trainer', write: WRITES[n % WRITES.length]! }
  })
  // Three runs at once, as most of the time goes by in starts.
  const half = ANY_MOMENT / 2
  const [first, second, third] = await Promise.all([
    killAll('at any moment', BY_CLOCK, moments.slice(0, half), say),
    killAll('at any other moment', BY_CLOCK, moments.slice(half), say),
    killAll('in a write', BY_IMAGES, writes, say)
  ])
  const anyMoment = summary([...first, ...second])
  const inWrites = summary(third)
  const usual = RunConfigSchema.shape.checkpointSeconds.parse(undefined)
  // What a run loses more than the time between its checkpoints.
  const beyond = Math.max(0, anyMoment.mostLostSeconds - SAVED_EVERY)
  const all = [anyMoment, inWrites]
  const passed =
    all.every(({ wrong }) => wrong.length === 0) &&
    // Or they did not fall into writes.
    inWrites.halfMade >= IN_WRITES &&
    all.every(({ mostStatusSeconds }) => mostStatusSeconds < MOST_STATUS_SECONDS) &&
    usual + beyond <= MOST_LOST_SECONDS
  const figures = {
    saved_every_s: SAVED_EVERY,
    usual_s: usual,
    any_moment: anyMoment,
    in_writes: inWrites
  }
  const row = (what: string, found: Found): string =>
    `| ${what} | ${found.kills} | ${found.mostLostSeconds.toFixed(1)} | ${found.mostStatusSeconds.toFixed(1)} | ${found.halfMade} | ${found.wrong.length} |`
  return {
    passed,
    figures,
    report: [
      `Two runs of 16 px with a checkpoint every ${SAVED_EVERY} s, killed ${ANY_MOMENT} times (the trainer, the studio or both in turn, each fifth time the studio while it starts), and one with a checkpoint every 20 steps, whose trainer was killed ${IN_WRITES} times while it wrote one. After each kill the database is checked, a studio opens the project, and the newest checkpoint is read whole; then the run goes on.`,
      '',
      '| killed | times | most training lost, s | status told after, s | left half-made | wrong after the next start |',
      '|---|---|---|---|---|---|',
      row('at any moment', anyMoment),
      row('in a write', inWrites),
      '',
      `By itself a run saves every ${usual} s, so a kill costs at most ${(usual + beyond).toFixed(1)} s of training; promised are ${MOST_LOST_SECONDS} s, and the status within ${MOST_STATUS_SECONDS} s. Half-made files are what the next start removes: the kills in writes fall where they should.`,
      ...all.flatMap(({ wrong }) => wrong.map((sentence) => `- ${sentence}`))
    ].join('\n')
  }
}

interface Found {
  kills: number
  mostLostSeconds: number
  mostStatusSeconds: number
  halfMade: number
  wrong: string[]
}

async function killAll(
  name: string,
  changes: object,
  kills: readonly Kill[],
  say: (line: string) => void
): Promise<Left[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gan-atelier-kills-'))
  const project = join(folder, 'project')
  await beginRun(project, changes)
  const left: Left[] = []
  for (const kill of kills) {
    const one = await killOnce(project, kill)
    left.push(one)
    const rounded = `${one.lostSeconds.toFixed(1)} s lost, status after ${one.statusSeconds.toFixed(1)} s, ${one.halfMade} half-made`
    say(`${name} ${left.length}/${kills.length}: ${rounded}. ${one.wrong.join(' ')}`)
  }
  rmSync(folder, { recursive: true, force: true })
  return left
}

function summary(left: readonly Left[]): Found {
  return {
    kills: left.length,
    mostLostSeconds: Math.max(...left.map(({ lostSeconds }) => lostSeconds)),
    mostStatusSeconds: Math.max(...left.map(({ statusSeconds }) => statusSeconds)),
    halfMade: left.reduce((sum, { halfMade }) => sum + halfMade, 0),
    wrong: left.flatMap(({ wrong }) => wrong)
  }
}
