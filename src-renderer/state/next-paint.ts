import type { NextPaint } from './walk-player.svelte.ts'

/** The browser's own clock of pictures. */
export const nextPaint: NextPaint = (callback) => {
  const request = requestAnimationFrame(callback)
  return () => cancelAnimationFrame(request)
}
