import { readFileSync } from 'node:fs'

// Of the processors' time; where a host gives more than this to others, its own noise is measured.
const MOST_STOLEN = 0.02
// A host that is never calm is measured as it is.
const MOST_TRIES = 5

/** Measures, and once more where the host of this machine took processor time away meanwhile (Linux's steal time). */
export async function measureCalm<Measured>(measure: () => Promise<Measured>): Promise<Measured> {
  for (let tries = 1; ; tries++) {
    const stolen = watchStolen()
    const measured = await measure()
    const share = stolen()
    if (share <= MOST_STOLEN || tries === MOST_TRIES) return measured
    console.error(`${(share * 100).toFixed(1)} % of the processors' time was stolen; once more.`)
  }
}

/** From now on: the share of the processors' time that the host takes away, 0-1. */
export function watchStolen(): () => number {
  const before = readTimes()
  return () => {
    const after = readTimes()
    return (after.stolen - before.stolen) / Math.max(1, after.all - before.all)
  }
}

// In ticks since the start: user, nice, system, idle, iowait, irq, softirq, steal; see proc(5).
function readTimes(): { stolen: number; all: number } {
  if (process.platform !== 'linux') return { stolen: 0, all: 1 }
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
  const times = line.trim().split(/\s+/).slice(1, 9).map(Number)
  return { stolen: times[7] ?? 0, all: times.reduce((sum, time) => sum + time, 0) }
}
