import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { KERNELS, KERNELS_OFF } from '../../src-main/contract/engine-settings.ts'
import { testStudio, untilRun, withDataset } from './studio.ts'

const TINY = {
  batch: 16,
  latent: 4,
  generatorFilters: 4,
  discriminatorFilters: 4,
  snapshotEvery: 64,
  checkpointEvery: 64,
  threads: 1
}

/** Changes the last byte of a file. */
function damage(file: string): void {
  const bytes = readFileSync(file)
  bytes[bytes.length - 1]! ^= 1
  writeFileSync(file, bytes)
}

/** Says or takes back that our own convolutions are left out, for workers that start from now on. */
function leaveOutKernels(wish: boolean): void {
  if (wish) process.env[KERNELS] = KERNELS_OFF
  else Reflect.deleteProperty(process.env, KERNELS)
}

test(
  'a run whose newest checkpoint is damaged goes on from the one before, with the kernels it had',
  { timeout: 120_000 },
  async () => {
    onTestFinished(() => leaveOutKernels(false))
    const given = testStudio({ workers: new URL('../../src-main/workers', import.meta.url) })
    const { api, folder, events, workers } = given
    const { id: dataset } = await withDataset(given, 40)
    const train = async (images: number): Promise<string> => {
      const { id } = await api.startRun({ dataset, preset: 'dcgan', changes: { ...TINY, images } })
      await untilRun(given, id, 'finished')
      return id
    }

    leaveOutKernels(true)
    const whole = await train(256)
    const run = await train(192)
    leaveOutKernels(false)
    damage(join(folder, 'project', 'runs', run, 'checkpoints', '192.safetensors'))
    await api.resumeRun({ run, images: 256 })
    const { engine } = await untilRun(given, run, 'finished')
    const messages = events.filter((event) => event.type === 'message').map(({ text }) => text)
    expect(messages).toEqual([
      expect.stringMatching(
        /192\.safetensors" is damaged \(".+" is not as it was written\); training goes on from the newest whole checkpoint, of 128 images\.$/
      )
    ])
    expect(engine!.kernels).toBe(false)
    const trainer = workers.findLast(({ kind }) => kind === 'trainer')!
    expect(trainer.environment[KERNELS]).toBe(KERNELS_OFF)
    const last = async (id: string): Promise<unknown> => {
      const { images, sha256 } = (await api.getCheckpoints({ run: id })).at(-1)!
      return { images, sha256 }
    }
    expect(await last(run)).toEqual(await last(whole))

    // A fork has no other to go on from, and says so.
    damage(join(folder, 'project', 'runs', whole, 'checkpoints', '256.safetensors'))
    const fork = await api.forkRun({ run: whole, images: 256, changes: { images: 320 } })
    expect((await untilRun(given, fork.id, 'failed')).problem).toMatch(
      /256\.safetensors" is damaged \(".+" is not as it was written\); put a copy of it back, or take another checkpoint\.$/
    )
  }
)
