import type { Losses } from '../contestants/messages.ts'
import { median, rounded, roundRatio } from '../statistics.ts'
import { AGREEMENT } from './agreement.ts'
import { OURS, PLAIN } from './contestants.ts'
import type { Race } from './race.ts'

/** What is known of a contestant before the race. */
export interface Entrant {
  name: string
  version: string
  threads: number
  interOpThreads?: number
  device: string
  /** Of the first steps. */
  losses: Losses[]
  /** Relative difference of its first steps' losses from ours, step by step. */
  difference: number[]
}

/** How a contestant did. */
export interface Standing extends Entrant {
  /** Median and minimum of all its steps. */
  median_ms: number
  minimum_ms: number
  /** Our time as a part of its own; absent where the losses say that it computes something else. */
  ratio?: number
}

/** Everyone's result in the order of the entrants, ours among them with ratio 1. */
export function standings(entrants: readonly Entrant[], { times }: Race): Standing[] {
  return entrants.map((entrant) => {
    const rounds = times.get(entrant.name)!
    const all = rounds.flat()
    // A plain step is meant to be another.
    const same = entrant.name === PLAIN || entrant.difference[0]! <= AGREEMENT
    return {
      ...entrant,
      median_ms: rounded(median(all), 3),
      minimum_ms: rounded(Math.min(...all), 3),
      ...(same && { ratio: rounded(roundRatio(times.get(OURS)!, rounds), 3) })
    }
  })
}

/** The peer that came nearest: the one against which our ratio is largest. */
export function bestPeer(all: readonly Standing[], isPeer: (name: string) => boolean) {
  return all
    .filter(({ name, ratio }) => isPeer(name) && ratio !== undefined)
    .sort((a, b) => b.ratio! - a.ratio!)[0]
}

/** The part of the best matrix product's speed at which steps of `flops` run, median of the rounds. */
export function gemmShare(flops: number, rounds: readonly number[][], gemm: readonly number[]) {
  return median(rounds.map((ms, index) => flops / median(ms) / 1e6 / gemm[index]!))
}
