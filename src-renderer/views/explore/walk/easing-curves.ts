import type { Easing } from '../../../../src-main/contract/latent.ts'

/** What each easing is called and does, and its curve in a square of 16, time to the right. */
export const EASING_WORDS: Record<Easing, { label: string; words: string; curve: string }> = {
  linear: { label: 'Even', words: 'At the same speed all the way.', curve: 'M1 15 L15 1' },
  'ease-in': {
    label: 'In',
    words: 'Begins slowly and arrives at speed.',
    curve: 'M1 15 C8 15 12 8 15 1'
  },
  'ease-out': {
    label: 'Out',
    words: 'Begins at speed and arrives slowly.',
    curve: 'M1 15 C4 8 8 1 15 1'
  },
  'ease-in-out': {
    label: 'Both',
    words: 'Begins and arrives slowly.',
    curve: 'M1 15 C8 15 8 1 15 1'
  },
  hold: {
    label: 'Hold',
    words: 'Stays at the keyframe, then jumps to the next.',
    curve: 'M1 15 L14 15 L14 1'
  }
}
