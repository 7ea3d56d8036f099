import { DRAWN_HEIGHTS, type Drawn } from '../../src-main/contract/play-live.ts'

/** Half of the square's side, and of the line, in which is drawn. */
export const DRAWN_REACH = { points: 1.5, heights: 4 } as const
/** The highest that a density is drawn. */
export const MOST_HEIGHT = 100
const MOST_POINTS = 4_000
// Of the square's side, between two points of a stroke.
const SPACING = 0.012

/** A distribution in the making: strokes on a square, or heights along a line. */
export class Drawing {
  kind = $state<Drawn['kind']>('points')
  #points = $state.raw<[number, number][]>([])
  #heights = $state.raw<number[]>(new Array<number>(DRAWN_HEIGHTS).fill(0))

  get points(): readonly (readonly [number, number])[] {
    return this.#points
  }

  get heights(): readonly number[] {
    return this.#heights
  }

  get isEmpty(): boolean {
    return this.kind === 'points' ? this.#points.length === 0 : this.#heights.every((h) => h === 0)
  }

  /** What was drawn, where there is something. */
  get drawn(): Drawn | undefined {
    if (this.isEmpty) return undefined
    return this.kind === 'points'
      ? { kind: 'points', points: [...this.#points] }
      : { kind: 'heights', heights: [...this.#heights] }
  }

  clear(): void {
    this.#points = []
    this.#heights = this.#heights.map(() => 0)
  }

  /** Points from one place to another, shares of the square's side from its lower left. */
  stroke(from: readonly [number, number], to: readonly [number, number]): void {
    const steps = Math.max(1, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / SPACING))
    const place = (share: number): number => (2 * share - 1) * DRAWN_REACH.points
    const added = Array.from({ length: steps }, (_, at): [number, number] => {
      const share = (at + 1) / steps
      const between = (axis: 0 | 1): number => from[axis] + share * (to[axis] - from[axis])
      return [place(between(0)), place(between(1))]
    })
    this.#points = [...this.#points, ...added].slice(-MOST_POINTS)
  }

  /** The density from one place to another, shares of the line and of the height. */
  raise(from: readonly [number, number], to: readonly [number, number]): void {
    const [start, end] = from[0] <= to[0] ? [from, to] : [to, from]
    const cellOf = (share: number): number =>
      Math.min(DRAWN_HEIGHTS - 1, Math.max(0, Math.floor(share * DRAWN_HEIGHTS)))
    const [first, last] = [cellOf(start[0]), cellOf(end[0])]
    this.#heights = this.#heights.map((height, cell) => {
      if (cell < first || cell > last) return height
      const share = last === first ? 1 : (cell - first) / (last - first)
      const level = start[1] + share * (end[1] - start[1])
      return MOST_HEIGHT * Math.min(1, Math.max(0, level))
    })
  }
}
