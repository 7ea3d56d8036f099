import type { Attachment } from 'svelte/attachments'
import type { Area } from './geometry.ts'

interface Framing {
  /** Where the first cell lies in the view now, in pixels. */
  origin(): { x: number; y: number }
  /** Called as a frame begins; what was picked before and stays so. */
  begin(event: PointerEvent): readonly number[]
  /** A frame drawn so far, measured from the first cell; undefined at its end. */
  frame(area: Area | undefined, before: readonly number[]): void
  scrollBy(pixels: number): void
  /** A click without a frame. */
  press(event: MouseEvent): void
}

// A hand that only clicks moves less, in pixels.
const CLICK_REACH = 4
// Beyond an edge the page scrolls by this part of the way in each frame of the screen.
const SCROLL_SHARE = 0.2

/** Lets a mouse or a pen draw a frame around what it picks; fingers scroll. */
export function frameSelection(framing: Framing): Attachment<HTMLElement> {
  return (view) => {
    let start: { x: number; y: number; event: PointerEvent } | undefined
    let before: readonly number[] | undefined
    let last: PointerEvent | undefined
    let isOver = false

    // In pixels from the first cell, so that a frame grows while the page scrolls under it.
    const place = (event: PointerEvent): { x: number; y: number } => {
      const { left, top } = view.getBoundingClientRect()
      const origin = framing.origin()
      return { x: event.clientX - left - origin.x, y: event.clientY - top - origin.y }
    }
    const draw = (): void => {
      if (!start || !last || !before) return
      const end = place(last)
      framing.frame(
        {
          left: Math.min(start.x, end.x),
          top: Math.min(start.y, end.y),
          right: Math.max(start.x, end.x),
          bottom: Math.max(start.y, end.y)
        },
        before
      )
    }
    const scroll = (): void => {
      if (!before || !last) return
      const { top, bottom } = view.getBoundingClientRect()
      const beyond = Math.max(0, last.clientY - bottom) - Math.max(0, top - last.clientY)
      if (beyond !== 0) {
        framing.scrollBy(beyond * SCROLL_SHARE)
        draw()
      }
      requestAnimationFrame(scroll)
    }

    const down = (event: PointerEvent): void => {
      isOver = false
      const isOnScrollBar = event.clientX - view.getBoundingClientRect().left >= view.clientWidth
      if (event.button !== 0 || event.pointerType === 'touch' || isOnScrollBar) return
      start = { ...place(event), event }
    }
    const move = (event: PointerEvent): void => {
      if (!start) return
      last = event
      if (!before) {
        const { clientX, clientY } = start.event
        const reach = Math.hypot(event.clientX - clientX, event.clientY - clientY)
        if (reach < CLICK_REACH) return
        before = framing.begin(start.event)
        view.setPointerCapture(event.pointerId)
        requestAnimationFrame(scroll)
      }
      draw()
    }
    const up = (): void => {
      isOver = before !== undefined
      start = before = last = undefined
      framing.frame(undefined, [])
    }
    // The click that ends a frame is none.
    const click = (event: MouseEvent): void => {
      if (!isOver) framing.press(event)
      isOver = false
    }

    const listeners = {
      pointerdown: down,
      pointermove: move,
      pointerup: up,
      pointercancel: up,
      click
    }
    const entries = Object.entries(listeners) as [string, EventListener][]
    for (const [type, listener] of entries) view.addEventListener(type, listener)
    return () => {
      for (const [type, listener] of entries) view.removeEventListener(type, listener)
    }
  }
}
