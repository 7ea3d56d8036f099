import { StudioError } from '../../contract/errors.ts'
import type { Cache } from '../../datasets/cache.ts'

/** Pictures a value must have to be learned; pictures with a rarer one do not count for its attribute. */
export const LEAST_PICTURES = 5
/** Values an attribute may have; more are names or sentences rather than kinds. */
export const MOST_VALUES = 100

/** What one head of a classifier tells apart. */
export interface Head {
  attribute: string
  /** In order, "2" before "10". */
  values: string[]
}

/** An attribute that is not learned, and the sentence that says why. */
export interface LeftOut {
  attribute: string
  why: string
}

/** A head and, by number of picture, the place of its value in `values`, or -1. */
export interface LabelledHead extends Head {
  of: Int16Array
}

/**
 * The attributes of `pictures` of a data set that can be learned, those of `wanted` only where it is given.
 * Throws `classifier/attribute` for a wanted one that cannot be, `classifier/no-labels` where none can.
 */
export function chooseHeads(
  cache: Pick<Cache, 'count' | 'labels'>,
  pictures: readonly number[],
  wanted?: readonly string[]
): { heads: LabelledHead[]; leftOut: LeftOut[] } {
  const columns = readColumns(cache, pictures)
  for (const attribute of wanted ?? []) {
    const why = whyNot(attribute, columns.get(attribute) ?? new Map<number, string>())
    if (why) throw new StudioError('classifier/attribute', `${why}; choose another attribute.`)
  }
  const heads: LabelledHead[] = []
  const leftOut: LeftOut[] = []
  for (const [attribute, column] of columns) {
    if (wanted && !wanted.includes(attribute)) continue
    const why = whyNot(attribute, column)
    if (why) leftOut.push({ attribute, why: `${why}.` })
    else heads.push(headOf(attribute, column, cache.count))
  }
  if (heads.length === 0) {
    const reasons = leftOut.map(({ why }) => ` ${why}`).join('')
    throw new StudioError(
      'classifier/no-labels',
      `The data set has no attribute that can be learned; label at least ${LEAST_PICTURES} pictures each with two values.${reasons}`
    )
  }
  return { heads, leftOut }
}

function readColumns(
  cache: Pick<Cache, 'labels'>,
  pictures: readonly number[]
): Map<string, Map<number, string>> {
  const columns = new Map<string, Map<number, string>>()
  for (const picture of pictures) {
    for (const [attribute, value] of Object.entries(cache.labels(picture))) {
      const column = columns.get(attribute) ?? new Map<number, string>()
      columns.set(attribute, column.set(picture, value))
    }
  }
  return columns
}

function whyNot(attribute: string, column: ReadonlyMap<number, string>): string | undefined {
  const { length } = frequentValues(column)
  if (length > MOST_VALUES) {
    return `"${attribute}" has ${length} values, and ${MOST_VALUES} are the most that can be learned`
  }
  if (length >= 2) return undefined
  const has = length === 0 ? 'no value' : 'only one value'
  return `"${attribute}" has ${has} with ${LEAST_PICTURES} pictures or more, and two are needed`
}

function frequentValues(column: ReadonlyMap<number, string>): string[] {
  const counts = new Map<string, number>()
  for (const value of column.values()) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].filter(([, count]) => count >= LEAST_PICTURES).map(([value]) => value)
}

function headOf(
  attribute: string,
  column: ReadonlyMap<number, string>,
  count: number
): LabelledHead {
  const order = new Intl.Collator('en', { numeric: true })
  const values = frequentValues(column).sort(order.compare)
  const places = new Map(values.map((value, place) => [value, place]))
  const of = new Int16Array(count).fill(-1)
  for (const [picture, value] of column) of[picture] = places.get(value) ?? -1
  return { attribute, values, of }
}
