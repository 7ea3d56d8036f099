import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from '../scripts/lib/build.mjs'
import { becomeOrdinaryUser } from '../scripts/lib/ordinary-user.mjs'
import { readableCheckout } from '../scripts/lib/readable-checkout.mjs'
import type { Options, Say } from './options.ts'
import { playPage } from './page.ts'
import type { Result } from './result.ts'
import { median, rounded } from './statistics.ts'

// What test/e2e/compare/main.ts prints, in ms.
interface Answer {
  table: number[]
  side: number[]
  /** Of a curve of 100,000 steps, as it comes to the page. */
  rows: number
  /** Whether every round drew the same pixels. */
  same: boolean
}

/** How soon a thousand runs stand in their table, and the eight longest of them side by side. */
export async function benchCompare({ rounds }: Options, say: Say): Promise<Result[]> {
  await ensureBuild()
  const user = await becomeOrdinaryUser()
  try {
    const checkout = await readableCheckout(user)
    const output = join(user.home, 'compare')
    mkdirSync(output)
    user.own(output)
    const { table, side, rows, same } = await playPage<Answer>(user, checkout, 'compare', {
      E2E_OUTPUT: output,
      E2E_ROUNDS: String(rounds)
    })
    say(
      `Curves are drawn of ${rows} points; ${same ? 'the same' : 'NOT the same'} pixels each time.`
    )
    return [resultOf('table', table, say), { ...resultOf('side-by-side', side, say), rows, same }]
  } finally {
    await user.close()
  }
}

function resultOf(name: string, times: readonly number[], say: Say): Result {
  const [p50, most] = [median(times), Math.max(...times)]
  say(`${name}: median ${p50.toFixed(0)} ms, all within ${most.toFixed(0)} ms (${times.length})`)
  return {
    ...{ bench: 'compare', case: name, count: times.length },
    ...{ p50_ms: rounded(p50, 1), max_ms: rounded(most, 1) }
  }
}
