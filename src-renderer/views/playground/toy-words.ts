import { PLAY_PRESETS, type PlayTarget } from '../../../src-main/contract/play.ts'
import { CONFIG_FIELDS } from '../../../src-main/contract/config-fields.ts'
import type { ToyDraft } from '../../state/toy-form.svelte.ts'

/** The distributions in a person's words. */
export const TARGET_WORDS: Record<PlayTarget, string> = {
  ring8: 'Ring of 8',
  grid25: 'Grid of 25',
  blobs: 'Two blobs',
  spiral: 'Spiral',
  moons: 'Two moons',
  gaussian: 'Gaussian, one dimension',
  mixture: 'Mixture of 3, one dimension'
}

const TITLES = new Map<string, string>([
  ...CONFIG_FIELDS.map(({ key, title }) => [key, title] as [string, string]),
  ['fakeSmoothing', 'Generated counts as real']
])

/** What a toy is called: its preset and what was changed. */
export function toyTitle({ preset, changes }: ToyDraft): string {
  const words = Object.entries(changes).map(
    ([key, value]) => `${(TITLES.get(key) ?? key).toLowerCase()} ${value}`
  )
  return [PLAY_PRESETS[preset].title, ...words].join(', ')
}
