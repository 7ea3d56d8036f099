import type { Losses } from '../contestants/messages.ts'

/** Relative; fp32 sums in another order stay far below, another mathematics far above. */
export const AGREEMENT = 1e-3

/** The largest relative difference between two contestants' losses of one step. */
export function difference(ours: Losses, theirs: Losses): number {
  return Math.max(
    ...ours.map((loss, index) => {
      const other = theirs[index]!
      return Math.abs(loss - other) / Math.max(Math.abs(loss), Math.abs(other))
    })
  )
}
