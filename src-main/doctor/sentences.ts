import type { Verdict } from '../contract/doctor.ts'
import { percent } from './finding.ts'
import { lastPart, meanOf, type History } from './history.ts'
import { besideReal, valueOf } from './measured.ts'

/** What is wrong, how sure that is and since when. */
export function sickSentence(
  { sentence, sure, since }: Pick<Verdict, 'sentence' | 'sure' | 'since'>,
  images: number
): string {
  return `${sentence} The doctor is ${percent(sure)} sure, at ${images} images, and sees it since ${since}.`
}

/** What has been looked at and found in order. */
export function healthySentence({ rows, evaluations }: History): string {
  const newest = evaluations.at(-1)!
  const shares = [
    words('its samples are', besideReal(newest, 'diversity'), 'as varied as real pictures'),
    words('', valueOf(newest, 'coverage'), 'of the real pictures have a sample near them'),
    words('', valueOf(newest, 'duplicates'), 'of the samples have a twin'),
    words(
      'they lie',
      besideReal(newest, 'nearest-training'),
      'as far from training pictures as these from each other'
    )
  ].filter((part) => part !== undefined)
  const long = lastPart(rows, 1 / 3)
  const right = meanOf(long, ({ realAccuracy, fakeAccuracy }) => (realAccuracy + fakeAccuracy) / 2)
  const judged =
    long.length > 0 ? `; the discriminator judges ${percent(right)} of the pictures rightly` : ''
  return `Healthy so far: at ${newest.images} images ${shares.join(', ')}${judged}.`
}

/** What must be there before anything can be said. */
export function missingSentence({ config, evaluations }: History, least: number): string {
  if (!config.evaluate && evaluations.length === 0)
    return 'Nothing can be said of its pictures, since its checkpoints are not measured: turn on “Evaluate checkpoints”, or measure some of them.'
  return `Too early to tell: ${evaluations.length} of its checkpoints ${evaluations.length === 1 ? 'is' : 'are'} measured, and a verdict takes ${least}.`
}

function words(before: string, share: number | undefined, after: string): string | undefined {
  return share === undefined ? undefined : `${before} ${percent(share)} ${after}`.trim()
}
