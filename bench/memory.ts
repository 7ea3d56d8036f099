import type { Options, Say } from './options.ts'
import type { Result } from './result.ts'
import { drift, rounded } from './statistics.ts'
import { runSubject } from './subjects/subject.ts'

const STEPS = 10_000
// Memory pools, grappler and the JIT have grown to their size by then.
const WARM_UP = 6_000

/** Whether training leaves anything behind: tensors, or resident memory that grows with the steps. */
export async function benchMemory(options: Options, say: Say): Promise<Result[]> {
  const { at, bytes, tensors } = await runSubject<{
    at: number[]
    bytes: number[]
    tensors: { native: number; tfjs: number }
  }>('memory', options, [STEPS, WARM_UP])
  const { slope, standardError } = drift(at, bytes)
  const growth = bytes.at(-1)! - bytes[0]!
  say(
    `${STEPS} steps: ${tensors.native} native tensors more, ${tensors.tfjs} of tfjs; resident memory ${slope.toFixed(1)} ± ${standardError.toFixed(1)} bytes a step, ${growth} bytes in all of ${bytes[0]}`
  )
  return [
    {
      bench: 'memory',
      steps: STEPS,
      warm_up: WARM_UP,
      tensor_growth: tensors.native,
      tfjs_tensor_growth: tensors.tfjs,
      rss_slope_bytes_per_step: rounded(slope),
      rss_slope_standard_error: rounded(standardError),
      rss_first_bytes: bytes[0],
      rss_growth_bytes: growth
    }
  ]
}
