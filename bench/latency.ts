import { benchPage } from './latency-page.ts'
import type { Options, Say } from './options.ts'
import type { Result } from './result.ts'
import { median, quantile, rounded } from './statistics.ts'
import { runSubject } from './subjects/subject.ts'

// In the page, as a person meets it; and its parts by themselves, in one process.
const KINDS: Record<string, (options: Options, say: Say) => Promise<Result[]>> = {
  parts: benchParts,
  page: (_, say) => benchPage(say)
}

/** How long a person waits for a picture, and a loop for one call, one picture, one captured model. */
export async function benchLatency(options: Options, say: Say): Promise<Result[]> {
  const results: Result[] = []
  for (const [kind, bench] of Object.entries(KINDS)) {
    if (options.cases.length > 0 && !options.cases.includes(kind)) continue
    results.push(...(await bench(options, say)))
  }
  return results
}

async function benchParts(options: Options, say: Say): Promise<Result[]> {
  const times = await runSubject<Record<string, number[]>>('latency', options)
  return Object.entries(times).map(([name, ms]) => {
    const [middle, late] = [median(ms), quantile(ms, 0.95)]
    say(`${name}: median ${words(middle)}, 95 % within ${words(late)} (${ms.length} times)`)
    return {
      bench: 'latency',
      case: name,
      median_us: rounded(middle * 1000, 1),
      p95_us: rounded(late * 1000, 1),
      count: ms.length,
      threads: options.threads
    }
  })
}

function words(ms: number): string {
  if (ms < 1) return `${Math.round(ms * 1000)} µs`
  return ms < 1000 ? `${ms.toFixed(2)} ms` : `${(ms / 1000).toFixed(2)} s`
}
