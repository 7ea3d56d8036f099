import type { Verdict } from '../contract/doctor.ts'
import { percent } from './finding.ts'
import { lastPart, meanOf, type History } from './history.ts'
import { besideReal, hasComeNear, valueOf } from './measured.ts'

/** What is wrong, how sure that is and since when. */
export function sickSentence(
  { sentence, sure, since }: Pick<Verdict, 'sentence' | 'sure' | 'since'>,
  images: number
): string {
  const when = since === 0 ? 'the start' : `${since.toLocaleString('en')} images`
  return `${sentence} The doctor is ${percent(sure)} sure, at ${images.toLocaleString('en')} images; it has been so since ${when}.`
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
  return `Healthy so far: at ${newest.images.toLocaleString('en')} images ${shares.join(', ')}${judged}.`
}

/** What must be there before it can be called healthy; undefined where nothing is missing. */
export function missingSentence(
  { config, evaluations }: History,
  least: number
): string | undefined {
  const count = evaluations.length
  if (!config.evaluate && count === 0) {
    return 'Nothing can be said of its pictures, since its checkpoints are not measured: turn on “Evaluate checkpoints”, or measure some of them.'
  }
  if (count < least) {
    return `Too early to tell: ${count} of its checkpoints ${count === 1 ? 'is' : 'are'} measured, and a verdict takes ${least}.`
  }
  const newest = evaluations.at(-1)!
  return !hasComeNear(newest)
    ? `Still learning: at ${newest.images.toLocaleString('en')} images ${percent(valueOf(newest, 'coverage') ?? 0)} of the real pictures have a sample near them, too few to call it healthy; nothing speaks for an illness yet.`
    : undefined
}

function words(before: string, share: number | undefined, after: string): string | undefined {
  return share === undefined ? undefined : `${before} ${percent(share)} ${after}`.trim()
}
