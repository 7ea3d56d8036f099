import type { PreviewOutcome, PreviewTask } from '../contract/workers.ts'
import type { Found } from './found.ts'
import { previewFound } from './preview.ts'
import { openSource, type Source } from './sources/source.ts'

// A huge folder is not worth waiting for; what was found until then serves.
const LONGEST_LISTING_MS = 1_500
// Enough to show what labels there are.
const LABELLED_FILES = 500
const MOST_VALUES = 12
// How long a listing is believed while its owner moves sliders.
const FRESH_MS = 60_000

interface Listing {
  key: string
  at: number
  found: Found[]
  isWhole: boolean
  source: Source
}

/** Tries imports of one source after another; remembers what the last one holds. */
export function createTryOut(): (task: PreviewTask) => Promise<PreviewOutcome> {
  let last: Listing | undefined

  const list = async ({ source: path, settings }: PreviewTask): Promise<Listing> => {
    const key = JSON.stringify([path, settings.labels])
    if (last?.key === key && Date.now() - last.at < FRESH_MS) return last
    const source = await openSource(path, { labels: settings.labels })
    const until = performance.now() + LONGEST_LISTING_MS
    const found: Found[] = []
    let isWhole = true
    for await (const entry of source.entries) {
      if (entry.kind === 'found') found.push(entry)
      if (performance.now() > until && found.length > 0) {
        isWhole = false
        break
      }
    }
    last = { key, at: Date.now(), found, isWhole, source }
    return last
  }

  return async (task) => {
    const { found, isWhole, source } = await list(task)
    const chosen = spread(found, task.count)
    const tried = await Promise.all(
      chosen.map(async (item) => ({ item, result: await previewFound(item, task.settings) }))
    )
    return {
      files: found.length,
      filesAtLeast: !isWhole,
      samples: tried.map(({ item: { file }, result }) => {
        if (result.kind === 'unusable') return { ...NOTHING, file, problem: result.reason }
        const { width, height, window, upscaled, grey, note } = result
        return {
          file,
          width,
          height,
          window,
          upscaled,
          grey,
          ...(note !== undefined && { note })
        }
      }),
      pictures: tried.map(({ result }) =>
        result.kind === 'unusable' ? {} : { before: result.before, after: result.after }
      ),
      attributes: listAttributes(spread(found, LABELLED_FILES), source),
      grey: isAllGrey(tried.map(({ result }) => result))
    }
  }
}

const NOTHING = {
  width: 0,
  height: 0,
  window: { left: 0, top: 0, width: 1, height: 1 },
  upscaled: false,
  grey: false
}

// Spread evenly over the source, whose beginning is often one kind of picture.
function spread(found: readonly Found[], count: number): Found[] {
  const most = Math.min(count, found.length)
  return Array.from({ length: most }, (_, n) => found[Math.floor((n * found.length) / most)]!)
}

function isAllGrey(results: readonly ({ kind: 'unusable' } | { kind: string; grey?: boolean })[]) {
  const usable = results.filter(({ kind }) => kind !== 'unusable')
  return usable.length > 0 && usable.every((result) => 'grey' in result && result.grey === true)
}

function listAttributes(found: readonly Found[], source: Source): PreviewOutcome['attributes'] {
  const attributes = new Map<string, Set<string>>()
  for (const { file } of found) {
    for (const [attribute, value] of Object.entries(source.labels(file))) {
      const values = attributes.get(attribute) ?? new Set<string>()
      attributes.set(attribute, values)
      if (values.size < MOST_VALUES) values.add(value)
    }
  }
  return [...attributes].map(([attribute, values]) => ({ attribute, values: [...values] }))
}
