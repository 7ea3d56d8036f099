import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCacheWriter } from '../../../src-main/datasets/cache-writer.ts'
import { buildSampleSet } from '../../../src-main/datasets/samples/build.ts'
import { createRandom, STREAMS } from '../../../src-main/engine/random.ts'
import { DATA, type DataName } from './plan.ts'

export const CACHE = join(import.meta.dirname, '../../.cache/prove/doctor')
const ROOT = join(import.meta.dirname, '../../..')
/** Width and height of all pictures. */
export const SIZE = 16

/** By which a label tells what there is of each data set: its modes. */
export const MODES: Record<DataName, string> = {
  digits: 'label',
  objects: 'label',
  avatars: 'background',
  ring: 'mode'
}

/** Cache folders of the four data sets, made where they are not there; `source` has folders digits and objects. */
export async function makeData(
  source: string | undefined,
  say: (line: string) => void
): Promise<Record<DataName, string>> {
  const folders = Object.fromEntries(DATA.map((name) => [name, join(CACHE, 'data', name)]))
  mkdirSync(join(CACHE, 'data'), { recursive: true })
  for (const name of ['digits', 'objects']) {
    folders[name] = importFolder(source, name, say)
  }
  if (!existsSync(folders['avatars']!)) {
    const cacheFolder = folders['avatars']!
    await buildSampleSet({ kind: 'avatars', size: SIZE, count: 6000, seed: 1, cacheFolder })
  }
  if (!existsSync(folders['ring']!)) await drawRing(folders['ring']!)
  return folders as Record<DataName, string>
}

function importFolder(
  source: string | undefined,
  name: string,
  say: (line: string) => void
): string {
  const project = join(CACHE, 'data', `${name}-project`)
  const sets = join(project, 'datasets')
  if (!existsSync(sets)) {
    if (source === undefined) {
      throw new Error('Name a folder with the picture folders digits and objects: --data DIR.')
    }
    say(`importing ${name}`)
    const words = ['import', join(source, name), '--project', project, '--size', String(SIZE)]
    execFileSync(
      process.execPath,
      [join(ROOT, 'scripts/atelier.mjs'), ...words, '--channels', 'grey', '--name', name],
      { stdio: ['ignore', 'ignore', 'inherit'] }
    )
  }
  const [folder] = readdirSync(sets)
  return join(sets, folder!)
}

const [MODE_COUNT, COUNT, RADIUS, JITTER, DOT] = [8, 4000, 5, 0.4, 1.3]
// Levels of the background and of the dot above it. On a black one any trace of noise would give samples away.
const [BACKGROUND, DOT_LEVEL] = [
  [30, 80],
  [110, 170]
] as const

// The ring of eight Gaussians that GANs collapse on (Metz et al. 2016, arXiv:1611.02163), each point as the
// picture of a dot at its place, in pixels.
async function drawRing(folder: string): Promise<void> {
  const writer = await createCacheWriter(folder, { form: 'pictures', size: SIZE, channels: 1 })
  const random = createRandom(1, STREAMS.samples)
  const [noise, levels] = [new Float32Array(2), new Float32Array(3)]
  for (let at = 0; at < COUNT; at++) {
    random.fillNormal(noise)
    random.fillUniform(levels, 0, 1)
    const mode = Math.floor(MODE_COUNT * levels[2]!)
    const between = ([from, to]: readonly [number, number], share: number): number =>
      from + (to - from) * share
    const [dark, bright] = [between(BACKGROUND, levels[0]!), between(DOT_LEVEL, levels[1]!)]
    const [x, y] = [Math.cos, Math.sin].map(
      (of, axis) =>
        SIZE / 2 - 0.5 + RADIUS * of((2 * Math.PI * mode) / MODE_COUNT) + JITTER * noise[axis]!
    ) as [number, number]
    const pixels = Uint8Array.from({ length: SIZE * SIZE }, (_, pixel) => {
      const distance = (x - (pixel % SIZE)) ** 2 + (y - Math.floor(pixel / SIZE)) ** 2
      return Math.round(dark + bright * Math.exp(-distance / (2 * DOT ** 2)))
    })
    await writer.add(pixels, { mode: String(mode) })
  }
  await writer.finish()
}

/** What was written as JSON. */
export function readJson<Value>(file: string): Value {
  return JSON.parse(readFileSync(file, 'utf8')) as Value
}
