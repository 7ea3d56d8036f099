/** Speed of a run over its last seconds, pauses left out. */
export interface Pace {
  /** Tells how many images have been seen at a moment of training time, in seconds. */
  mark(images: number, seconds: number): void
  /** Images a second; 0 while unknown. */
  speed(): number
  /** Seconds to `total` images; undefined while unknown. */
  eta(total: number): number | undefined
}

// Long enough to hold snapshots and checkpoints, short enough to follow a change.
const WINDOW_SECONDS = 20

/** Starts measuring. */
export function createPace(): Pace {
  const marks: { images: number; seconds: number }[] = []
  const speed = (): number => {
    const first = marks[0]
    const last = marks.at(-1)
    if (!first || !last || last.seconds - first.seconds < 0.5) return 0
    return (last.images - first.images) / (last.seconds - first.seconds)
  }
  return {
    mark(images, seconds) {
      marks.push({ images, seconds })
      while (marks.length > 2 && marks[1]!.seconds < seconds - WINDOW_SECONDS) marks.shift()
    },
    speed,
    eta(total) {
      const last = marks.at(-1)
      const now = speed()
      return last && now > 0 ? Math.max(0, total - last.images) / now : undefined
    }
  }
}
