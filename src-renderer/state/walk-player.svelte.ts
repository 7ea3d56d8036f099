/** Calls back once before the next picture is painted, with the time in milliseconds; gives what calls it off. */
export type NextPaint = (callback: (time: number) => void) => () => void

/** Frames that are played: how many there are, and which of them can be shown. */
export interface Playable {
  readonly count: number
  at(frame: number): unknown
  want(frame: number): void
}

/** Frames a second at the ordinary speed, here and in what is written. */
export const FRAMES_PER_SECOND = 25
export const SPEEDS = [0.25, 0.5, 1, 2] as const

/**
 * Where a walk is looked at, and its playing. It never shows a frame that is not there: where pictures
 * come slower than they are played, it waits at the last one.
 */
export class WalkPlayer {
  #frame = $state(0)
  #playing = $state(false)
  #speed = $state<number>(1)
  #loops = $state(true)
  /** Part of the next frame's time that has passed already. */
  #part = 0
  #paintedAt: number | undefined
  #callOff: (() => void) | undefined
  readonly #frames: Playable
  readonly #nextPaint: NextPaint

  constructor(frames: Playable, nextPaint: NextPaint) {
    this.#frames = frames
    this.#nextPaint = nextPaint
  }

  /** The frame in view; 0 where there is none. */
  get frame(): number {
    return Math.min(this.#frame, Math.max(0, this.#frames.count - 1))
  }

  get isPlaying(): boolean {
    return this.#playing
  }

  /** A factor; 1 is `FRAMES_PER_SECOND`. */
  get speed(): number {
    return this.#speed
  }

  set speed(speed: number) {
    this.#speed = speed
  }

  /** Whether playing begins again at the end. */
  get loops(): boolean {
    return this.#loops
  }

  set loops(loops: boolean) {
    this.#loops = loops
  }

  /** Goes to a frame, within those there are; playing goes on from there. */
  moveTo(frame: number): void {
    this.#part = 0
    this.#show(Math.min(Math.max(Math.round(frame), 0), Math.max(0, this.#frames.count - 1)))
  }

  play(): void {
    if (this.#playing || this.#frames.count < 2) return
    if (!this.#loops && this.frame === this.#frames.count - 1) this.moveTo(0)
    this.#playing = true
    this.#paintedAt = undefined
    this.#callOff = this.#nextPaint((time) => this.#paint(time))
  }

  pause(): void {
    this.#callOff?.()
    this.#playing = false
  }

  toggle(): void {
    if (this.#playing) this.pause()
    else this.play()
  }

  #paint(time: number): void {
    const passed = this.#paintedAt === undefined ? 0 : time - this.#paintedAt
    this.#paintedAt = time
    this.#part += (passed / 1000) * FRAMES_PER_SECOND * this.#speed
    while (this.#part >= 1 && this.#playing) this.#step()
    if (this.#playing) this.#callOff = this.#nextPaint((next) => this.#paint(next))
  }

  #step(): void {
    const { count } = this.#frames
    const isLast = this.frame + 1 >= count
    if (count < 2 || (isLast && !this.#loops)) return this.pause()
    const next = isLast ? 0 : this.frame + 1
    if (this.#frames.at(next) === undefined) {
      // Time that passes without pictures is not made up for.
      this.#part = 0
      this.#frames.want(next)
      return
    }
    this.#part -= 1
    this.#show(next)
  }

  #show(frame: number): void {
    this.#frame = frame
    this.#frames.want(frame)
  }
}
