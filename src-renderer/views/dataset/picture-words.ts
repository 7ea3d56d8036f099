import type { Labels } from '../../../src-main/contract/models.ts'
import { TAGGED } from '../../state/label-text.ts'

// More would not fit under a picture.
const MOST_IN_CAPTION = 3
const MOST_SPOKEN = 6

/** A few words under a picture: tags by their names, other labels by their values. */
export function captionOf(labels: Labels | undefined): string[] {
  return shortestFirst(labels)
    .slice(0, MOST_IN_CAPTION)
    .map(([attribute, value]) => (value === TAGGED ? attribute : value))
}

/** The labels of a picture for those who hear them: "glasses, hair long"; empty where there are none. */
export function spokenLabels(labels: Labels | undefined): string {
  return shortestFirst(labels)
    .slice(0, MOST_SPOKEN)
    .map(([attribute, value]) => (value === TAGGED ? attribute : `${attribute} ${value}`))
    .join(', ')
}

// A caption of a sentence comes last, and what says that something is not there goes.
function shortestFirst(labels: Labels = {}): [string, string][] {
  const said = Object.entries(labels).filter(([, value]) => !/^(no|none|false)$/i.test(value))
  return said.sort(([, a], [, b]) => Number(a.length > 24) - Number(b.length > 24))
}
