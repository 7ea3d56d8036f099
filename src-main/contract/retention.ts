import type { Checkpoint } from './models.ts'

// As many as the checkpoint slider of Explore can show one by one.
const MOST = 24
const NEWEST = 2

/** The rule by which checkpoints are kept, as people read it. */
export const RETENTION_RULE = `The picture grids of all snapshots stay for ever. Of the checkpoints stay: those you pinned, the best, those that a favourite, a direction or a fork began from, and the newest two. Those saved by the clock go as soon as a newer one is there; of the others at most ${MOST} stay, and where there are more, the one closest to its neighbours goes first, so that the history grows sparser but never ends.`

/** What a checkpoint is kept for, beside being pinned. */
export interface Needed {
  /** Images of the best one. */
  best?: number | undefined
  /** Images of those that something else was made from. */
  used: ReadonlySet<number>
}

/** Images of the checkpoints of a run, oldest first, that go by the rule; pure and the same every time. */
export function checkpointsToDrop(
  checkpoints: readonly Checkpoint[],
  { best, used }: Needed
): number[] {
  const newest = new Set(checkpoints.slice(-NEWEST).map(({ images }) => images))
  const isSafe = ({ images, pinned }: Checkpoint): boolean =>
    pinned || images === best || used.has(images) || newest.has(images)
  const dropped = new Set<number>()
  for (const one of checkpoints) {
    if (one.reason === 'time' && !isSafe(one)) dropped.add(one.images)
  }
  for (;;) {
    const left = checkpoints.filter(({ images }) => !dropped.has(images))
    const free = left.filter((one) => !isSafe(one))
    if (free.length <= MOST) return [...dropped].sort((a, b) => a - b)
    dropped.add(closest(left, free))
  }
}

// By how many times more images its neighbours lie apart: history is walked by doublings.
function closest(left: readonly Checkpoint[], free: readonly Checkpoint[]): number {
  const gap = ({ images }: Checkpoint): number => {
    const at = left.findIndex((one) => one.images === images)
    // The first stays: there is nothing before it.
    const before = left[at - 1]?.images
    return before === undefined ? Infinity : Math.log(left[at + 1]!.images / Math.max(1, before))
  }
  return free.reduce((least, one) => (gap(one) < gap(least) ? one : least)).images
}
