import type { DatasetQuery } from '../contract/models.ts'
import type { PictureColumns } from './columns.ts'
import type { Edits } from './edits.ts'
import type { Labels } from './labels.ts'

/** What questions about pictures are answered from. */
export interface Pictures {
  count: number
  columns: PictureColumns
  edits: Edits
  labels(picture: number): Labels
}

type Test = (picture: number) => boolean

/** The numbers of the pictures that fit, in the order asked for. */
export function findPictures(query: DatasetQuery, pictures: Pictures): number[] {
  const tests = TESTS.flatMap((make) => make(query, pictures) ?? [])
  const found: number[] = []
  for (let picture = 0; picture < pictures.count; picture++) {
    if (tests.every((test) => test(picture))) found.push(picture)
  }
  return ORDERS[query.order ?? 'imported'](found, pictures)
}

/** The shorter side of a picture's file in pixels; undefined for drawn ones. */
export function shorterSide(
  { widths, heights }: PictureColumns,
  picture: number
): number | undefined {
  const [width, height] = [widths[picture], heights[picture]]
  return width === undefined || height === undefined ? undefined : Math.min(width, height)
}

// Each gives its test where the query asks for it.
const TESTS: ((query: DatasetQuery, pictures: Pictures) => Test | undefined)[] = [
  ({ show = 'used' }, { edits }) => {
    if (show === 'all') return undefined
    const isExcluded = show === 'excluded'
    return (picture) => (edits.excluded(picture) !== undefined) === isExcluded
  },
  ({ only }, { columns, edits }) => {
    if (only === undefined) return undefined
    const upscaled = new Set(columns.upscaled)
    if (only === 'upscaled') return (picture) => upscaled.has(picture)
    if (only === 'noted') return (picture) => columns.notes[picture] !== undefined
    return (picture) => edits.excluded(picture) === only
  },
  ({ side }, { columns }) => {
    if (!side) return undefined
    const { least = 0, most = Infinity } = side
    return (picture) => {
      const length = shorterSide(columns, picture)
      return length !== undefined && length >= least && length <= most
    }
  },
  ({ labels: wanted = [] }, { columns, edits }) => {
    if (wanted.length === 0) return undefined
    const readers = wanted.map(({ attribute, value }) => ({
      read: edits.values(columns.labels, attribute),
      value
    }))
    return (picture) => readers.every(({ read, value }) => read(picture) === value)
  },
  ({ text = '' }, { columns, edits }) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean)
    if (words.length === 0) return undefined
    const readers = edits.attributes(columns.labels).map((attribute) => ({
      attribute,
      read: edits.values(columns.labels, attribute)
    }))
    const tests = words.map((word) => {
      const contains = remember((words: string) => words.toLowerCase().includes(word))
      return (picture: number) =>
        contains(columns.files[picture] ?? '') ||
        readers.some(({ attribute, read }) => {
          const value = read(picture)
          return value !== null && (contains(value) || contains(attribute))
        })
    })
    return (picture) => tests.every((test) => test(picture))
  }
]

const ORDERS: Record<
  NonNullable<DatasetQuery['order']>,
  (found: number[], pictures: Pictures) => number[]
> = {
  imported: (found) => found,
  file: (found, { columns: { files } }) => {
    const { compare } = new Intl.Collator('en', { numeric: true })
    return found.sort((a, b) => compare(files[a] ?? '', files[b] ?? '') || a - b)
  },
  side: (found, { columns }) =>
    found.sort((a, b) => (shorterSide(columns, a) ?? 0) - (shorterSide(columns, b) ?? 0) || a - b),
  strangest: (found, { columns }) => {
    const place = new Map(columns.outliers.map(([picture], index) => [picture, index]))
    const rank = (picture: number) => place.get(picture) ?? Infinity
    return found.sort((a, b) => (rank(a) === rank(b) ? a - b : rank(a) - rank(b)))
  }
}

// Most pictures share their values with others.
function remember<Result>(work: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>()
  return (text) => {
    const result = known.get(text) ?? work(text)
    known.set(text, result)
    return result
  }
}
