import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from '../scripts/lib/build.mjs'
import { becomeOrdinaryUser } from '../scripts/lib/ordinary-user.mjs'
import { readableCheckout } from '../scripts/lib/readable-checkout.mjs'
import type { Options, Say } from './options.ts'
import { playPage } from './page.ts'
import type { Result } from './result.ts'
import { median, quantile, rounded } from './statistics.ts'

// What test/e2e/play/main.ts prints.
interface Answer {
  /** Of each round, a second. */
  live: { iterations: number; pictures: number }[]
  moments: number
  /** In ms. */
  scrubbed: number[]
}

/** How fast a toy learns the ring of 8 while it is drawn, and how soon a moment of its past is on screen. */
export async function benchPlay({ rounds }: Options, say: Say): Promise<Result[]> {
  await ensureBuild()
  const user = await becomeOrdinaryUser()
  try {
    const checkout = await readableCheckout(user)
    const output = join(user.home, 'play')
    mkdirSync(output)
    user.own(output)
    const { live, moments, scrubbed } = await playPage<Answer>(user, checkout, 'play', {
      E2E_OUTPUT: output,
      E2E_ROUNDS: String(rounds)
    })
    const iterations = median(live.map((round) => round.iterations))
    const pictures = median(live.map((round) => round.pictures))
    say(`ring8: ${iterations.toFixed(0)} iterations and ${pictures.toFixed(0)} pictures a second`)
    const [p50, p95] = [median(scrubbed), quantile(scrubbed, 0.95)]
    say(
      `scrubbing ${moments} moments: median ${p50.toFixed(0)} ms, 95 % within ${p95.toFixed(0)} ms`
    )
    return [
      {
        ...{ bench: 'play', case: 'ring8-live', count: live.length },
        iterations_per_second: rounded(iterations, 1),
        pictures_per_second: rounded(pictures, 1)
      },
      {
        ...{ bench: 'play', case: 'scrub', count: scrubbed.length, moments },
        ...{ p50_ms: rounded(p50, 1), p95_ms: rounded(p95, 1) }
      }
    ]
  } finally {
    await user.close()
  }
}
