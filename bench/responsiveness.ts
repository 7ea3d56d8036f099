import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from '../scripts/lib/build.mjs'
import { becomeOrdinaryUser } from '../scripts/lib/ordinary-user.mjs'
import { readableCheckout } from '../scripts/lib/readable-checkout.mjs'
import type { Options, Say } from './options.ts'
import { playPage } from './page.ts'
import type { Result } from './result.ts'
import { median, quantile, rounded } from './statistics.ts'

// What test/e2e/busy/main.ts prints, in ms and images a second.
interface Answer {
  clicks: Click[]
  awake: Click[]
  speeds: { quiet: number[]; stalled: number[] }
}

interface Click {
  what: string
  ms: number
  /** Percent of the processors' time that the machine's host took away meanwhile. */
  stolen: number
}

// With the usual five rounds ten minutes of clicks, and as much of a minute of each kind.
const CLICK_SECONDS = 120
const STALL_SECONDS = 60

/** How quickly the page answers while a run trains, and what a browser that has stopped costs the training. */
export async function benchResponsiveness({ rounds }: Options, say: Say): Promise<Result[]> {
  await ensureBuild()
  const user = await becomeOrdinaryUser()
  try {
    const checkout = await readableCheckout(user)
    const output = join(user.home, 'responsiveness')
    mkdirSync(output)
    user.own(output)
    const { clicks, awake, speeds } = await playPage<Answer>(user, checkout, 'busy', {
      E2E_OUTPUT: output,
      E2E_CLICK_SECONDS: String(CLICK_SECONDS * rounds),
      E2E_STALL_SECONDS: String(STALL_SECONDS),
      E2E_ROUNDS: String(rounds)
    })
    return [
      clicksOf('click-to-paint', clicks, say),
      clicksOf('click-after-stall', awake, say),
      stallOf(speeds, say)
    ]
  } finally {
    await user.close()
  }
}

// The slowest are told one by one, since each may have a reason of its own.
const WORST = 5

function clicksOf(name: string, clicks: readonly Click[], say: Say): Result {
  const times = clicks.map(({ ms }) => ms)
  const worst = [...clicks].sort((a, b) => b.ms - a.ms).slice(0, WORST)
  const [p50, p95, most] = [median(times), quantile(times, 0.95), Math.max(...times)]
  say(
    `${name}: median ${p50.toFixed(0)} ms, 95 % within ${p95.toFixed(0)} ms, all within ${most.toFixed(0)} ms (${times.length} clicks)`
  )
  return {
    ...{ bench: 'responsiveness', case: name, count: times.length },
    ...{ p50_ms: rounded(p50, 1), p95_ms: rounded(p95, 1), max_ms: rounded(most, 1) },
    worst: worst.map(({ what, ms, stolen }) => ({
      what,
      ms: rounded(ms, 0),
      stolen_percent: stolen
    }))
  }
}

// Each window against the quiet one just before it, since a machine is not equally fast at all times.
function stallOf({ quiet, stalled }: Answer['speeds'], say: Say): Result {
  const share = 1 - median(stalled.map((speed, round) => speed / quiet[round]!))
  const [before, during] = [median(quiet), median(stalled)]
  say(
    `stalled-browser: training at ${((1 - share) * 100).toFixed(1)} % of its speed (${before.toFixed(0)} to ${during.toFixed(0)} images/s)`
  )
  return {
    ...{ bench: 'responsiveness', case: 'stalled-browser', slowdown_percent: rounded(share * 100) },
    quiet_images_per_second: rounded(before, 1),
    stalled_images_per_second: rounded(during, 1)
  }
}
