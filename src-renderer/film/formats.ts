/** Films that a page can write, where its browser encodes one of the codecs; the best first. */
export const FILM_FORMATS = {
  // H.264 plays everywhere; the others are for browsers without it.
  mp4: { label: 'MP4', codecs: ['avc', 'av1', 'vp9'] },
  webm: { label: 'WebM', codecs: ['vp9', 'vp8', 'av1'] }
} as const

export type FilmFormat = keyof typeof FILM_FORMATS
export const FILM_NAMES = Object.keys(FILM_FORMATS) as FilmFormat[]

/** What a film is: its measures in pixels, and how its pictures are drawn on a canvas's context. */
export interface Film<Context> {
  format: FilmFormat
  width: number
  height: number
  framesPerSecond: number
  /** How many frames there are, from 1. */
  frames: number
  /** Draws one onto the whole canvas; they are asked for in order. */
  draw(context: Context, frame: number): Promise<void>
}
