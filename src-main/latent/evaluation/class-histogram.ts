import type { ClassHistogram } from '../../contract/evaluation.ts'
import type { Eye, Memory } from '../../training/metrics/eye.ts'

/** How often each value comes among samples and among real pictures, as an eye that knows labels sees them. */
export function classHistograms(
  { attributes }: Pick<Eye, 'attributes'>,
  generated: Memory['tallies'],
  real: Memory['tallies']
): ClassHistogram[] {
  return attributes.map(({ attribute, values }, head) => {
    const shares = [generated, real].map((tallies) => sharesOf(tallies[head]!))
    return {
      attribute,
      values: values.map((value, at) => ({
        value,
        generated: shares[0]![at]!,
        real: shares[1]![at]!
      }))
    }
  })
}

function sharesOf(tally: Float32Array): number[] {
  const all = tally.reduce((sum, count) => sum + count, 0)
  return [...tally].map((count) => count / Math.max(1, all))
}
