import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { SetupProblem } from '../scripts/lib/problem.mjs'
import type { StepCase } from './cases/case.ts'
import { CASES } from './cases/cases.ts'
import type { Contestant } from './contestants/contestant.ts'
import type { Options, Say } from './options.ts'
import type { Result } from './result.ts'
import { rounded } from './statistics.ts'
import { CONTESTANTS, OURS, PLAIN, type ContestantKind } from './step/contestants.ts'
import { enter } from './step/enter.ts'
import { race } from './step/race.ts'
import { bestPeer, gemmShare, standings, type Entrant, type Standing } from './step/standings.ts'
import { table } from './table.ts'

// Mean number of processes at work in the last minute.
const QUIET = 1

const PREPARE = join(import.meta.dirname, 'contestants', 'prepare.ts')

/**
 * Times training steps of ours and of the peers: the same mathematics from the same weights on the same
 * batches, each contestant a process of its own, one at a time in alternating rounds.
 */
export async function benchStep(options: Options, say: Say): Promise<Result[]> {
  const results: Result[] = []
  for (const name of options.cases.length > 0 ? options.cases : CASES.keys()) {
    const stepCase = CASES.get(name)
    if (!stepCase) throw new Error(`There is no case "${name}"; there are: ${[...CASES.keys()]}.`)
    results.push(await benchCase(stepCase, options, say))
  }
  return results
}

async function benchCase(stepCase: StepCase, options: Options, say: Say): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'gan-atelier-bench-'))
  const contestants: Contestant[] = []
  try {
    execFileSync(process.execPath, [PREPARE, stepCase.name, folder], { stdio: 'pipe' })
    const threads = stepCase.threadCounts?.join(' or ') ?? options.threads
    const load = rounded(loadavg()[0]!)
    say(`${stepCase.title}; ${options.rounds} x ${options.steps} steps, ${threads} threads`)
    if (load > QUIET)
      say(`Other work has kept ${load} cores busy; on a quiet machine the figures are steadier.`)
    const entrants: Entrant[] = []
    for (const kind of entrantsOf(stepCase, options)) {
      const entered = await enter(kind, stepCase, folder, options, entrants[0]).catch(
        complainOf(kind.name, say)
      )
      if (!entered) continue
      contestants.push(entered.contestant)
      entrants.push(entered.entrant)
    }
    const result = await race(contestants, options)
    const all = standings(entrants, result)
    const ours = all[0]!
    const best = bestPeer(all, isPeer)
    const plain = all.find(({ name }) => name === PLAIN)
    const share = gemmShare(stepCase.flops, result.times.get(OURS)!, result.gemm)
    say(table(all))
    say(
      `${(stepCase.flops / 1e9).toFixed(1)} GFLOP a step at ${Math.round(share * 100)} % of the best matrix product (${Math.round(Math.max(...result.gemm))} GFLOP/s)\n`
    )
    return {
      bench: 'step',
      case: stepCase.name,
      ours_ms: ours.median_ms,
      best_peer: best?.name ?? 'none',
      best_peer_ms: best?.median_ms,
      ratio: best?.ratio,
      ...ratiosByLibrary(all),
      ...(plain && { plain_ms: plain.median_ms, plain_ratio: plain.ratio }),
      gemm_share: rounded(share, 3),
      gflop: rounded(stepCase.flops / 1e9, 3),
      gemm_gflops: result.gemm.map((speed) => Math.round(speed)),
      rounds: options.rounds,
      steps: options.steps,
      load_before: load,
      contestants: all
    }
  } finally {
    for (const contestant of contestants) await contestant.close()
    rmSync(folder, { recursive: true })
  }
}

function entrantsOf({ settings }: StepCase, { also, only }: Options): ContestantKind[] {
  return CONTESTANTS.filter(({ name, networks, extra }) => {
    if (!networks.includes(settings.network)) return false
    if (name === OURS) return true
    return only.length > 0 ? only.includes(name) : !extra || also.includes(name)
  })
}

// A peer that cannot be had is left out; without ours there is nothing to compare.
function complainOf(name: string, say: Say): (error: unknown) => undefined {
  return (error) => {
    if (name === OURS || !(error instanceof Error)) throw error
    const detail = error instanceof SetupProblem && error.detail ? `\n${error.detail}` : ''
    say(`"${name}" is left out: ${error.message}${detail}`)
  }
}

// Our goals differ by library; in each the contestant that came nearest counts.
const LIBRARIES = { torch: 'torch', tf_function: 'tf-function', tfjs_layers: 'tfjs-layers' }

function ratiosByLibrary(all: readonly Standing[]): Record<string, number | undefined> {
  return Object.fromEntries(
    Object.entries(LIBRARIES).map(([key, prefix]) => [
      `ratio_${key}`,
      bestPeer(all, (name) => name.startsWith(prefix))?.ratio
    ])
  )
}

const isPeer = (name: string): boolean =>
  CONTESTANTS.some((kind) => kind.name === name && kind.script === undefined)
