import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImportSettingsSchema } from '../src-main/contract/import-settings.ts'
import { decodeFound } from '../src-main/datasets/decode.ts'
import { findNearDuplicates } from '../src-main/datasets/similar/near.ts'
import { CHANGES, type ChangeName } from './duplicates/changes.ts'
import { COLLECTIONS, isThere, stepsApart, type Original } from './duplicates/collections.ts'
import { judge, type Item } from './duplicates/judge.ts'
import type { Options, Say } from './options.ts'
import type { Result } from './result.ts'
import { rounded } from './statistics.ts'

const SIZES = [16, 32, 64, 128] as const
// Views as near as this, 5 degrees each, are neighbours.
const NEIGHBOURS = 2

/** Which copies of pictures, changed on purpose, an import finds, and which pairs it reports wrongly. */
export async function benchDuplicates(options: Options, say: Say): Promise<Result[]> {
  const results: Result[] = []
  for (const [name, { changeEvery, load }] of Object.entries(COLLECTIONS)) {
    if (options.cases.length > 0 && !options.cases.includes(name)) continue
    if (!isThere(name)) {
      say(`${name}: its pictures are not here`)
      continue
    }
    const originals = await load()
    const folder = mkdtempSync(join(tmpdir(), 'gan-atelier-bench-'))
    try {
      const items = await writeFiles(folder, originals, changeEvery)
      for (const size of SIZES)
        results.push(await search(name, size, folder, originals, items, say))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return results
}

// As an import finds them: first all originals, then what was made of some.
async function writeFiles(folder: string, originals: Original[], every: number): Promise<Item[]> {
  const items: Item[] = []
  const write = (item: Item, picture: Buffer) => {
    writeFileSync(join(folder, String(items.push(item) - 1)), picture)
  }
  originals.forEach(({ picture }, original) => write({ original }, picture))
  for (const [original, { picture, side }] of originals.entries()) {
    if (original % every !== 0) continue
    for (const [name, change] of Object.entries(CHANGES)) {
      write({ original, change: name as ChangeName }, await change(picture, side, original))
    }
  }
  return items
}

async function search(
  name: string,
  size: (typeof SIZES)[number],
  folder: string,
  originals: readonly Original[],
  items: readonly Item[],
  say: Say
): Promise<Result> {
  const settings = ImportSettingsSchema.parse({ size })
  const descriptions: Uint8Array[] = []
  for (const place of items.keys()) {
    const path = Buffer.from(join(folder, String(place)))
    const decoded = await decodeFound({ place: { kind: 'file', path } }, settings)
    if (decoded.kind === 'unusable') throw new Error(decoded.reason)
    descriptions.push(decoded.description)
  }
  const startedAt = performance.now()
  const { pairs } = await findNearDuplicates(descriptions)
  const seconds = (performance.now() - startedAt) / 1000

  const apart = (a: number, b: number) => stepsApart(originals[a]!, originals[b]!)
  const verdict = judge(items, pairs, (a, b) => apart(a, b) < Infinity)
  const neighbours = pairs.filter(({ picture, of }) => {
    const [a, b] = [items[picture]!.original, items[of]!.original]
    return a !== b && apart(a, b) <= NEIGHBOURS
  }).length
  const { recall, precision, falsePairs, related, recallOf } = verdict
  say(
    `${name} at ${size} px: ${percent(recall)} of copies found, ${falsePairs} of ${pairs.length} pairs false, ` +
      `${related} views of one object (${neighbours} neighbours), ${seconds.toFixed(1)} s for ${items.length}`
  )
  return {
    bench: 'duplicates',
    case: `${name}-${size}`,
    recall: rounded(recall, 4),
    precision: rounded(precision, 4),
    pairs: pairs.length,
    false_pairs: falsePairs,
    views: related,
    neighbouring_views: neighbours,
    pictures: items.length,
    seconds: rounded(seconds, 2),
    recall_of: Object.fromEntries(
      Object.entries(recallOf).map(([change, share]) => [change, rounded(share, 3)])
    )
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
