import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readCheckpoint } from '../../src-main/training/checkpoint.ts'
import { testStudio, untilRun, withDataset } from '../studio/studio.ts'

// A disk of its own, which takes the right to mount one.
function mountSmall(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'gan-atelier-disk-'))
  const mounted = mountSmall(folder)
  if (mounted) execFileSync('umount', [folder])
  rmdirSync(folder)
  return mounted
}

/** Writes a file that leaves no room on its disk. */
function fill(file: string): void {
  const handle = openSync(file, 'w')
  const block = Buffer.alloc(4096)
  try {
    while (writeSync(handle, block) === block.length);
  } catch {
    // Full.
  }
  closeSync(handle)
}

const TINY = {
  batch: 16,
  latent: 4,
  generatorFilters: 4,
  discriminatorFilters: 4,
  images: 100_000_000,
  snapshotEvery: 1_000_000,
  checkpointEvery: 1_600,
  checkpointSeconds: 0,
  threads: 1
}

test.runIf(process.platform === 'linux' && canMount())(
  'a disk without room for a checkpoint pauses the trainer, harms none, and it goes on when there is',
  { timeout: 120_000 },
  async () => {
    const given = testStudio({ workers: new URL('../../src-main/workers', import.meta.url) })
    const { api, folder } = given
    const { id: dataset } = await withDataset(given, 40)
    // What training writes alone is on it.
    const disk = join(folder, 'project', 'runs')
    expect(mountSmall(disk)).toBe(true)
    onTestFinished(async () => {
      await given.studio.close()
      execFileSync('umount', [disk])
    })
    const { id: run } = await api.startRun({ dataset, preset: 'dcgan', changes: TINY })
    await given.waitFor('checkpoint')
    const filler = join(disk, 'filler')
    fill(filler)
    const { problem } = await untilRun(given, run, 'paused')
    expect(problem).toMatch(
      new RegExp(
        `^There is no room for "${join(disk, run)}/.+": it needs 0\\.\\d MB, and [\\d.]+ MB are free; make room there and resume`
      )
    )

    // Those that were written are whole, and still there when training goes on.
    const before = await api.getCheckpoints({ run })
    rmSync(filler)
    const next = given.waitFor('checkpoint')
    await api.resumeRun({ run })
    const { images } = (await next).checkpoint
    expect(images).toBeGreaterThan(before.at(-1)!.images)
    await api.stopRun({ run })
    await untilRun(given, run, 'stopped')
    const after = await api.getCheckpoints({ run })
    expect(after.map((each) => each.images)).toContain(images)
    for (const checkpoint of after) {
      const file = join(disk, run, 'checkpoints', `${checkpoint.images}.safetensors`)
      // Reading one compares every byte with what was written.
      expect(readCheckpoint(file).images).toBe(checkpoint.images)
    }
  }
)
