import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from '../scripts/lib/build.mjs'
import { becomeOrdinaryUser } from '../scripts/lib/ordinary-user.mjs'
import { readableCheckout } from '../scripts/lib/readable-checkout.mjs'
import type { Say } from './options.ts'
import { playPage } from './page.ts'
import type { Result } from './result.ts'
import { median, quantile, rounded } from './statistics.ts'

// What test/e2e/latency/main.ts prints, in ms and images a second.
interface Answer {
  waits: Record<string, { decoded: number[]; framed: number[] }>
  speeds: Record<'quiet' | 'moved' | 'still' | 'dragged', number[]>
}

/** What a person feels: from an input event in the studio's page, in Chromium, to the picture there. */
export async function benchPage(say: Say): Promise<Result[]> {
  await ensureBuild()
  const user = await becomeOrdinaryUser()
  try {
    const checkout = await readableCheckout(user)
    const output = join(user.home, 'latency')
    mkdirSync(output)
    user.own(output)
    const { waits, speeds } = await playPage<Answer>(user, checkout, 'latency', {
      E2E_OUTPUT: output
    })
    return [
      ...Object.entries(waits).map(([name, { decoded, framed }]) => {
        const [p50, p95] = [median(decoded), quantile(decoded, 0.95)]
        say(`${name}: median ${p50.toFixed(1)} ms, 95 % within ${p95.toFixed(1)} ms`)
        return {
          bench: 'latency',
          case: name,
          p50_ms: rounded(p50),
          p95_ms: rounded(p95),
          next_frame_p50_ms: rounded(median(framed)),
          next_frame_p95_ms: rounded(quantile(framed, 0.95)),
          count: decoded.length
        }
      }),
      slowdown('training-slowdown', speeds.quiet, speeds.moved, say),
      slowdown('training-slowdown-dragged', speeds.still, speeds.dragged, say)
    ]
  } finally {
    await user.close()
  }
}

// Each window against the quiet one just before it, since a machine is not equally fast at all times.
function slowdown(
  name: string,
  quiet: readonly number[],
  busy: readonly number[],
  say: Say
): Result {
  const share = 1 - median(busy.map((speed, round) => speed / quiet[round]!))
  const [before, during] = [median(quiet), median(busy)]
  say(
    `${name}: ${(share * 100).toFixed(1)} % (${before.toFixed(0)} to ${during.toFixed(0)} images/s)`
  )
  return {
    bench: 'latency',
    case: name,
    slowdown_percent: rounded(share * 100, 1),
    quiet_images_per_second: rounded(before, 1),
    busy_images_per_second: rounded(during, 1)
  }
}
