import type { Attachment } from 'svelte/attachments'
import { HAIRLINE, placesInView, shapeGrid } from './geometry.ts'
import { tallScroll } from './tall-scroll.ts'

/** Around the cells, in pixels. */
export const PADDING = 16
// Kept beyond each edge of the view.
const SPARE_ROWS = 2
// Cells are placed from a row nearby, since no browser can place them 100 million pixels down.
const BASE_ROWS = 64
// A view that would bring in more than so many pictures in one frame is being dragged past, until it
// has rested for so long.
const MOST_NEW = 160
/** In milliseconds. */
export const REST_MS = 90
// What one line of a wheel that counts in lines is worth, in pixels.
const WHEEL_LINE = 20

/** What a grid shows: how many cells of which size, in pixels. */
export interface GridContent {
  count: number
  cell: { width: number; height: number }
}

/** Which part of a grid its view shows; lengths in pixels. */
export class GridView {
  element = $state<HTMLElement | undefined>()
  /** Of the view. */
  width = $state(0)
  height = $state(0)
  #top = $state(0)
  #isPassing = $state(false)
  /** At the top of the view: it stays there when rows become wider or higher. */
  #firstPlace = 0
  /** Where we have put the browser's own scroll bar. */
  #writtenTop = -1
  #restTimer: ReturnType<typeof setTimeout> | undefined
  readonly #content: () => GridContent

  readonly shape = $derived.by(() => {
    const { count, cell } = this.#content()
    return shapeGrid(count, cell, this.width - 2 * PADDING)
  })
  /** Numbers of their own, so that what depends on them rests while the list grows and shrinks. */
  readonly columns = $derived(this.shape.columns)
  readonly rowHeight = $derived(this.shape.pitch.y)
  readonly #total = $derived(this.shape.rows * this.rowHeight - HAIRLINE + 2 * PADDING)
  readonly scroll = $derived(tallScroll(this.#total, this.height))
  /** Of the first column; the cells stand in the middle. */
  readonly left = $derived(
    Math.max(PADDING, Math.floor((this.width - this.columns * this.shape.pitch.x + HAIRLINE) / 2))
  )
  readonly inView = $derived(
    placesInView(this.shape, this.#top - PADDING, this.#top - PADDING + this.height, SPARE_ROWS)
  )
  readonly #baseRow = $derived(
    Math.floor(Math.floor(this.inView.first / this.columns) / BASE_ROWS) * BASE_ROWS
  )
  /** Of what the cells are placed in. */
  readonly baseTop = $derived.by(() => {
    const { factor } = this.scroll
    const shift = factor === 1 ? 0 : this.#top / factor - this.#top
    return PADDING + this.#baseRow * this.rowHeight + shift
  })

  constructor(content: () => GridContent) {
    this.#content = content
  }

  /** How far down the page the view begins. */
  get top(): number {
    return this.#top
  }

  /** True while the view is dragged past pictures, where none can be made out. */
  get isPassing(): boolean {
    return this.#isPassing
  }

  /** Where a cell lies in what the cells are placed in. */
  positionOf(place: number): { x: number; y: number } {
    const { columns, rowHeight } = this
    return {
      x: this.left + (place % columns) * this.shape.pitch.x,
      y: (Math.floor(place / columns) - this.#baseRow) * rowHeight
    }
  }

  /** Where a height, measured from the first cell, lies in what the cells are placed in. */
  shiftOf(y: number): number {
    return y - this.#baseRow * this.rowHeight
  }

  /** Hears of the browser's scrolling. */
  takeScroll(): void {
    if (!this.element) return
    const { scrollTop } = this.element
    // Ours, rounded by the browser.
    if (Math.abs(scrollTop - this.#writtenTop) < 1) return
    this.#writtenTop = -1
    this.#moveTo(scrollTop * this.scroll.factor)
  }

  scrollTo(to: number): void {
    const bounded = Math.max(0, Math.min(this.#total - this.height, to))
    if (!this.element || bounded === this.#top) return
    this.#moveTo(bounded)
    this.element.scrollTop = bounded / this.scroll.factor
    this.#writtenTop = this.element.scrollTop
  }

  scrollBy(pixels: number): void {
    this.scrollTo(this.#top + pixels)
  }

  /** Scrolls no further than is needed to see a cell whole. */
  reveal(place: number): void {
    const { above, below } = this.#edgesOf(place)
    if (above - PADDING < this.#top) this.scrollTo(above - PADDING)
    else if (below + PADDING > this.#top + this.height) this.scrollTo(below + PADDING - this.height)
  }

  /** Whether nothing of a cell can be seen. */
  isOutside(place: number): boolean {
    const { above, below } = this.#edgesOf(place)
    return below < this.#top || above > this.#top + this.height
  }

  /** Puts the row back to the top that was there before the cells changed their size. */
  keepTop(): void {
    if (this.#firstPlace > 0)
      this.scrollTo(Math.floor(this.#firstPlace / this.columns) * this.rowHeight)
  }

  /**
   * One pixel of a scroll bar that stands for many rows would be too much for a wheel, which goes by
   * pixels of the page instead. Only for such bars, since the browser waits for whoever listens.
   */
  readonly turnWheel: Attachment<HTMLElement> = (element) => {
    const turn = (event: WheelEvent): void => {
      if (event.ctrlKey) return
      event.preventDefault()
      this.scrollBy(event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE : 1))
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }

  #edgesOf(place: number): { above: number; below: number } {
    const above = PADDING + Math.floor(place / this.columns) * this.rowHeight
    return { above, below: above + this.rowHeight - HAIRLINE }
  }

  #moveTo(to: number): void {
    const rows = Math.abs(to - this.#top) / this.rowHeight
    this.#isPassing = rows * this.columns > MOST_NEW
    clearTimeout(this.#restTimer)
    if (this.#isPassing) this.#restTimer = setTimeout(() => (this.#isPassing = false), REST_MS)
    this.#top = to
    this.#firstPlace = Math.round(to / this.rowHeight) * this.columns
  }
}
