/** How far a scroll bar's pixels reach where a page is taller than a browser can lay out. */
export interface TallScroll {
  /** Of the page as it is laid out, in pixels. */
  height: number
  /** Pixels of the page to one of the scroll bar; 1 where the page fits. */
  factor: number
}

// Firefox ends at 17,895,697 pixels, Chromium at 33,554,432.
const TALLEST = 16_000_000

/** Fits a page of `total` pixels seen through a view of `view` pixels into what can be laid out. */
export function tallScroll(total: number, view: number): TallScroll {
  if (total <= TALLEST || view >= TALLEST) return { height: Math.min(total, TALLEST), factor: 1 }
  return { height: TALLEST, factor: (total - view) / (TALLEST - view) }
}
