import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { StudiedModel } from '../../../src-main/contract/analyst.ts'
import { resolveConfig } from '../../../src-main/contract/presets.ts'
import { buildSampleSet } from '../../../src-main/datasets/samples/build.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { readCheckpoint } from '../../../src-main/training/checkpoint.ts'
import { train } from '../../../src-main/training/loop.ts'

/** A run with its checkpoints, the oldest first. */
export interface MeasuredRun {
  name: string
  checkpoints: { images: number; model: StudiedModel }[]
}

const CACHE = join(import.meta.dirname, '../../.cache/prove/metrics')
const FEEDER = join(import.meta.dirname, '../../../src-main/workers/feeder.ts')

/** The newest run of a project that no studio has to open for it, on its only data set. */
export function runOf(project: string): MeasuredRun {
  const folders = readdirSync(join(project, 'runs')).map((run) => join(project, 'runs', run))
  const runFolder = folders.reduce((a, b) => (statSync(b).mtimeMs > statSync(a).mtimeMs ? b : a))
  const [dataset] = readdirSync(join(project, 'datasets'))
  return readRun(runFolder, join(project, 'datasets', dataset!))
}

/** A run of 16 px with many checkpoints, trained once: half a minute on 4 idle cores. */
export async function smallRun(): Promise<MeasuredRun> {
  const [cacheFolder, runFolder] = [join(CACHE, 'avatars-16'), join(CACHE, 'run-16')]
  await startEngine()
  if (!existsSync(cacheFolder)) {
    await buildSampleSet({ kind: 'avatars', size: 16, count: 6000, seed: 1, cacheFolder })
  }
  if (!existsSync(runFolder)) {
    mkdirSync(join(runFolder, 'checkpoints'), { recursive: true })
    mkdirSync(join(runFolder, 'snapshots'))
    const config = resolveConfig('dcgan', {
      size: 16,
      generatorFilters: 32,
      discriminatorFilters: 32,
      images: 96_000,
      checkpointEvery: 4_000,
      checkpointSeconds: 0,
      snapshotEvery: 96_000
    })
    await train(
      config,
      { cacheFolder, feeder: FEEDER, runFolder, encodeGrid: async () => new Uint8Array(1) },
      {
        onStarted: () => undefined,
        onTick: () => undefined,
        onSnapshot: () => undefined,
        onCheckpoint: () => undefined,
        onHalt: () => undefined,
        wish: () => 'go',
        resumed: async () => undefined
      }
    )
  }
  return readRun(runFolder, cacheFolder)
}

function readRun(runFolder: string, cacheFolder: string): MeasuredRun {
  const files = readdirSync(join(runFolder, 'checkpoints')).filter((name) =>
    /^\d+\.safetensors$/.test(name)
  )
  const checkpoints = files
    .map((name) => {
      const file = join(runFolder, 'checkpoints', name)
      const { config } = readCheckpoint(file, () => false)
      const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
      const folder = join(runFolder, 'learned')
      return {
        images: parseInt(name),
        model: { config, file, sha256, folder, cacheFolder, excluded: [] }
      }
    })
    .sort((a, b) => a.images - b.images)
  const { size } = checkpoints[0]!.model.config
  return { name: `${size} px`, checkpoints }
}
