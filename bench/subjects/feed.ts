import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { buildSampleSet } from '../../src-main/datasets/samples/build.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { encodeGrid } from '../../src-main/exports/images.ts'
import { train } from '../../src-main/training/loop.ts'

const PICTURES = 2_000
const FEEDER = join(import.meta.dirname, '../../src-main/workers/feeder.ts')

// The training loop on a cache of avatars: node feed.ts <device> <preset> <size> <steps>
const [device, preset = '', size = '', steps = ''] = process.argv.slice(2)
await startEngine(device as 'cpu' | 'gpu')
const folder = mkdtempSync(join(tmpdir(), 'gan-atelier-feed-'))
try {
  const cacheFolder = join(folder, 'cache')
  await buildSampleSet({
    kind: 'avatars',
    size: Number(size),
    count: PICTURES,
    seed: 1,
    cacheFolder
  })
  const config = resolveConfig(preset, { size: Number(size), flip: true })
  const images = Number(steps) * config.batch
  let share = 0
  let speed = 0
  await train(
    // Nothing but steps: no picture or checkpoint before the end.
    { ...config, images, snapshotEvery: images, checkpointEvery: images },
    { cacheFolder, runFolder: join(folder, 'run'), feeder: FEEDER, encodeGrid },
    {
      onStarted: () => undefined,
      onTick({ waitingShare, imagesPerSecond }) {
        share = waitingShare
        speed = imagesPerSecond
      },
      onSnapshot: () => undefined,
      onCheckpoint: () => undefined,
      onHalt: () => undefined,
      wish: () => 'go',
      resumed: () => Promise.resolve()
    }
  )
  console.log(JSON.stringify({ share, speed }))
} finally {
  rmSync(folder, { recursive: true })
}
