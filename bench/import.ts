import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ensureBuild } from '../scripts/lib/build.mjs'
import { ensureJpeg } from '../scripts/lib/jpeg.mjs'
import { CASES } from './import/cases.ts'
import { startImporter, type Import } from './import/importer.ts'
import { ensurePictures, type PictureSet } from './import/pictures.ts'
import type { Options, Say } from './options.ts'
import { PEERS } from './peers/peers.ts'
import { ensurePeer } from './peers/provision.ts'
import type { Result } from './result.ts'
import { median, rounded } from './statistics.ts'

const run = promisify(execFile)
const SIZE = 64
/** The ways of Python; see `peers/import_peer.py`. */
const LIBRARIES = ['torchvision', 'pillow'] as const
type Library = (typeof LIBRARIES)[number]

/** Brings folders of JPEGs into data sets, beside torchvision and Pillow, which end at an array. */
export async function benchImport(options: Options, say: Say): Promise<Result[]> {
  await ensureJpeg()
  await ensureBuild()
  const python = await ensurePeer(PEERS.torchvision)
  const results: Result[] = []
  for (const set of CASES) {
    if (options.cases.length > 0 && !options.cases.includes(set.name)) continue
    results.push(await runCase(set, await ensurePictures(set, say), python, options, say))
  }
  return results
}

async function runCase(
  set: PictureSet,
  folder: string,
  python: string,
  { rounds, threads }: Options,
  say: Say
): Promise<Result> {
  const importer = startImporter(SIZE)
  const ours: Import[] = []
  let fresh: number | undefined
  const theirs: Record<Library, number[]> = { torchvision: [], pillow: [] }
  const runPeer = async (library: Library): Promise<void> => {
    const args = [PEERS.torchvision.script, library, folder, String(threads), String(SIZE)]
    const { seconds, pictures } = JSON.parse((await run(python, args)).stdout) as {
      seconds: number
      pictures: number
    }
    theirs[library].push(check(pictures, set) / seconds)
  }
  const contestants = [
    async () => void ours.push(await importer.run(folder)),
    ...LIBRARIES.map((library) => () => runPeer(library))
  ]
  try {
    // Files are in memory and code is compiled by then, as in a studio that is in use.
    const { peakMegabytes } = await importer.run(folder)
    say(`${set.name}: ${peakMegabytes} MB at most in the first import of a process`)
    fresh = peakMegabytes
    for (let round = 0; round < rounds; round++) {
      const first = round % contestants.length
      for (const contestant of [...contestants.slice(first), ...contestants.slice(0, first)]) {
        await contestant()
      }
      say(`${set.name}, round ${round + 1}: ${describe(ours.at(-1)!, theirs)}`)
    }
  } finally {
    importer.close()
  }
  for (const { pictures } of ours) check(pictures, set)
  return { ...summarise(set, ours, theirs), peak_mb: fresh, threads, rounds }
}

function check(pictures: number, { name, count }: PictureSet): number {
  if (pictures === count) return pictures
  throw new Error(`${name} has ${count} pictures, and ${pictures} were brought in.`)
}

const toCache = ({ pictures, secondsToCache }: Import): number => pictures / secondsToCache
const toDataset = ({ pictures, seconds }: Import): number => pictures / seconds

function describe(ours: Import, theirs: Record<Library, number[]>): string {
  const peers = LIBRARIES.map((library) => `${library} ${Math.round(theirs[library].at(-1)!)}`)
  return `ours ${Math.round(toCache(ours))}/s into the cache, ${Math.round(toDataset(ours))}/s to the data set; ${peers.join(', ')}; answers within ${rounded(ours.answerMs, 1)} ms; ${ours.peakMegabytes} MB`
}

function summarise(
  { name, count }: PictureSet,
  ours: readonly Import[],
  theirs: Record<Library, number[]>
): Result {
  // Compared within each round first, since a machine that slows down for a while slows all of them.
  const ratio = (speed: (one: Import) => number, library: Library): number =>
    rounded(median(ours.map((one, round) => speed(one) / theirs[library][round]!)), 3)
  const best = LIBRARIES.toSorted((a, b) => median(theirs[b]) - median(theirs[a]))[0]!
  const seconds = ours.map((one) => one.seconds)
  return {
    bench: 'import',
    case: name,
    pictures: count,
    // Peers look for neither copies nor strays and write nothing to the disk: compared is the work that
    // all of them do.
    ours_per_s: Math.round(median(ours.map(toCache))),
    best_peer: best,
    best_peer_per_s: Math.round(median(theirs[best])),
    ratio: ratio(toCache, best),
    ratio_torchvision: ratio(toCache, 'torchvision'),
    ratio_pillow: ratio(toCache, 'pillow'),
    torchvision_per_s: Math.round(median(theirs.torchvision)),
    pillow_per_s: Math.round(median(theirs.pillow)),
    whole_per_s: Math.round(median(ours.map(toDataset))),
    whole_ratio: ratio(toDataset, best),
    whole_seconds: rounded(median(seconds)),
    answer_p95_ms: rounded(Math.max(...ours.map(({ answerMs }) => answerMs)), 1),
    // Of all imports of one process, one after another.
    peak_mb_after_rounds: ours.at(-1)?.peakMegabytes
  }
}
