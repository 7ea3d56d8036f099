import type { ANIMATION_FORMATS } from '../../../../src-main/contract/exports.ts'
import type { FilmFormat } from '../../../film/formats.ts'

type AnimationFormat = (typeof ANIMATION_FORMATS)[number]
/** Everything a walk can be written as: by the studio, or as a film by this page. */
export type WalkFormat = AnimationFormat | FilmFormat

/** What each is called and good for; a still one has no speed. */
export const FORMATS: Record<WalkFormat, { label: string; words: string; still: boolean }> = {
  gif: {
    label: 'GIF',
    words: 'Moves everywhere, in 256 colours a frame.',
    still: false
  },
  webp: {
    label: 'WebP',
    words: 'All colours, every pixel as it is; for pages and most viewers.',
    still: false
  },
  apng: {
    label: 'APNG',
    words: 'All colours, every pixel as it is, as a PNG that moves; larger than WebP.',
    still: false
  },
  'png-sequence': {
    label: 'PNG sequence',
    words: 'One numbered picture a frame, zipped; for editing elsewhere.',
    still: true
  },
  'contact-sheet': {
    label: 'Contact sheet',
    words: 'All frames side by side in one picture.',
    still: true
  },
  mp4: {
    label: 'MP4',
    words: 'A film for every player and network; encoded in this window.',
    still: false
  },
  webm: {
    label: 'WebM',
    words: 'A film for the web, in free formats; encoded in this window.',
    still: false
  }
}

/** Whole-number enlargements that are offered. */
export const SCALES = [1, 2, 4, 8, 16] as const

/** Whether the page writes it, and not the studio. */
export function isFilm(format: WalkFormat): format is FilmFormat {
  return format === 'mp4' || format === 'webm'
}
