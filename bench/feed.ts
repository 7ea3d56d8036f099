import type { Options, Say } from './options.ts'
import type { Result } from './result.ts'
import { rounded } from './statistics.ts'
import { runSubject } from './subjects/subject.ts'

// The quick preset's steps are the shortest, and so leave the feed the least time.
const CASES = [
  { name: 'quick-32', preset: 'quick', size: 32, steps: 800 },
  { name: 'dcgan-32', preset: 'dcgan', size: 32, steps: 300 },
  { name: 'dcgan-64', preset: 'dcgan', size: 64, steps: 60 }
]

/** Which part of a real training's time its steps wait for data. */
export async function benchFeed(options: Options, say: Say): Promise<Result[]> {
  const results: Result[] = []
  for (const { name, preset, size, steps } of CASES) {
    if (options.cases.length > 0 && !options.cases.includes(name)) continue
    const { share, speed } = await runSubject<{ share: number; speed: number }>('feed', options, [
      preset,
      size,
      steps
    ])
    say(
      `${name}: ${(share * 100).toFixed(2)} % of the time waiting for data, ${Math.round(speed)} images/s over ${steps} steps`
    )
    results.push({
      bench: 'feed',
      case: name,
      waiting_share: rounded(share, 5),
      images_per_second: Math.round(speed),
      steps,
      threads: options.threads
    })
  }
  return results
}
