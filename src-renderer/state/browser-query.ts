import type { DatasetQuery, ExclusionReason } from '../../src-main/contract/models.ts'
import { labelText } from './label-text.ts'

/** One thing that a query asks for, in words, and the query without it. */
export interface Filter {
  key: string
  words: string
  without: DatasetQuery
}

/** Why pictures are left out, as filters say it. */
export const REASON_WORDS: Record<ExclusionReason, string> = {
  duplicate: 'exact copies',
  near: 'look-alikes',
  person: 'by you'
}

const SHOW_WORDS = { used: undefined, excluded: 'left out', all: 'left out too' }

/** What a query asks for, one by one; the order is no filter. */
export function listFilters(query: DatasetQuery): Filter[] {
  const { labels = [], side, only, show = 'used', text } = query
  const words = SHOW_WORDS[show]
  return [
    ...labels.map((label) => ({
      key: `label/${label.attribute}`,
      words: labelWords(label),
      without: withLabel(query, label.attribute, undefined)
    })),
    ...(side
      ? [{ key: 'side', words: sideWords(side), without: { ...query, side: undefined } }]
      : []),
    ...(only ? [{ key: 'only', words: onlyWords(only), without: withOnly(query, undefined) }] : []),
    ...(words && !isReason(only)
      ? [{ key: 'show', words, without: { ...query, show: undefined } }]
      : []),
    ...(text ? [{ key: 'text', words: `“${text}”`, without: { ...query, text: undefined } }] : [])
  ].map(({ key, words, without }) => ({ key, words, without: tidy(without) }))
}

/** Asks for a value of an attribute, for pictures without it by null, or for any by undefined. */
export function withLabel(
  query: DatasetQuery,
  attribute: string,
  value: string | null | undefined
): DatasetQuery {
  const others = (query.labels ?? []).filter((label) => label.attribute !== attribute)
  const labels = value === undefined ? others : [...others, { attribute, value }]
  return tidy({ ...query, labels: labels.length > 0 ? labels : undefined })
}

/** What a query asks of an attribute: a value, null for pictures without it, undefined for any. */
export function labelIn(query: DatasetQuery, attribute: string): string | null | undefined {
  return query.labels?.find((label) => label.attribute === attribute)?.value
}

/** Asks for pictures of one kind alone; what was left out for a reason is shown for it. */
export function withOnly(query: DatasetQuery, only: DatasetQuery['only']): DatasetQuery {
  const show = isReason(only) ? 'excluded' : isReason(query.only) ? undefined : query.show
  return tidy({ ...query, only, show })
}

/** Asks for files by the shorter side of their picture, in pixels. */
export function withSide(query: DatasetQuery, side: DatasetQuery['side']): DatasetQuery {
  return tidy({ ...query, side })
}

/** The same query without what it does not ask for. */
export function tidy(query: {
  [Key in keyof DatasetQuery]: DatasetQuery[Key] | undefined
}): DatasetQuery {
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(asked)
}

function isReason(only: DatasetQuery['only']): only is ExclusionReason {
  return only !== undefined && Object.hasOwn(REASON_WORDS, only)
}

function onlyWords(only: NonNullable<DatasetQuery['only']>): string {
  return isReason(only)
    ? `left out: ${REASON_WORDS[only]}`
    : { upscaled: 'enlarged', noted: 'with a note' }[only]
}

function labelWords({ attribute, value }: { attribute: string; value: string | null }): string {
  return value === null ? `no ${attribute}` : labelText({ attribute, value })
}

function sideWords({ least, most }: NonNullable<DatasetQuery['side']>): string {
  if (least !== undefined && most !== undefined) return `${least}–${most} px`
  return least === undefined ? `up to ${most} px` : `from ${least} px`
}
