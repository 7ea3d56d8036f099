import type { PlayReached } from '../contract/play.ts'
import type { Target } from './targets.ts'

const DEVIATIONS = 3

/**
 * Modes, high quality and reverse divergence as Srivastava et al. 2017 (VEEGAN, arXiv:1705.07761, section 5.1) and
 * Lin et al. 2018 (PacGAN, arXiv:1712.04086, section 4.1) count them; `samples` is [N,dims].
 */
export function reached(
  samples: Float32Array,
  { dims, modes }: Pick<Target, 'dims' | 'modes'>
): PlayReached | undefined {
  if (!modes || samples.length === 0) return undefined
  const { centres, deviation } = modes
  const counts = new Float64Array(centres.length)
  const good = new Float64Array(centres.length)
  for (let at = 0; at < samples.length; at += dims) {
    const squares = centres.map((centre) =>
      centre.reduce((sum, value, axis) => sum + (samples[at + axis]! - value) ** 2, 0)
    )
    const nearest = squares.indexOf(Math.min(...squares))
    // Numbers that are none have no nearest.
    if (nearest < 0) continue
    counts[nearest]!++
    if (squares[nearest]! <= (DEVIATIONS * deviation) ** 2) good[nearest]!++
  }
  const total = samples.length / dims
  const shares = Array.from(counts, (count) => count / total)
  return {
    modes: good.filter((count) => count > 0).length,
    of: centres.length,
    highQuality: good.reduce((sum, count) => sum + count, 0) / total,
    reverseKl: shares.reduce(
      (sum, share) => (share > 0 ? sum + share * Math.log(share * centres.length) : sum),
      0
    )
  }
}
