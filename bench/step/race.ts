import type { Contestant } from '../contestants/contestant.ts'
import { OURS } from './contestants.ts'

/** What was measured, in milliseconds: `[round][step]` for each contestant. */
export interface Race {
  times: Map<string, number[][]>
  /** The best matrix product of each round, in billions of operations a second. */
  gemm: number[]
}

// Compilers, autotuners and memory pools are through by then.
const WARM_UP = 3
// The best of them is the machine's: small ones lack work for all cores, large ones cache.
const SIDES = [1024, 2048, 3072]
const PRODUCTS = 4
const PRODUCT_MAKERS = [OURS, 'torch-nchw']

/**
 * Runs contestants round by round, one at a time, each round beginning with another one; whatever else
 * the machine does meets all of them.
 */
export async function race(
  contestants: readonly Contestant[],
  { rounds, steps }: { rounds: number; steps: number }
): Promise<Race> {
  const times = new Map(contestants.map(({ name }) => [name, [] as number[][]]))
  const gemm: number[] = []
  for (const contestant of contestants) await contestant.ask({ do: 'steps', count: WARM_UP })
  for (let round = 0; round < rounds; round++) {
    const first = round % contestants.length
    for (const contestant of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      const { ms } = await contestant.ask({ do: 'steps', count: steps })
      times.get(contestant.name)!.push(ms)
    }
    gemm.push(await bestProduct(contestants))
  }
  return { times, gemm }
}

async function bestProduct(contestants: readonly Contestant[]): Promise<number> {
  let best = 0
  for (const contestant of contestants) {
    if (!PRODUCT_MAKERS.includes(contestant.name)) continue
    for (const side of SIDES) {
      const { ms } = await contestant.ask({ do: 'multiply', side, count: PRODUCTS })
      best = Math.max(best, (2 * side ** 3) / Math.min(...ms) / 1e6)
    }
  }
  return best
}
