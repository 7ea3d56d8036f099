import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src-main/store/open.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { LONG, testStudio, untilRun, withDataset } from './studio.ts'

// A disk of its own, which takes the right to mount one.
function mountSmall(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' })
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

test.runIf(process.platform === 'linux' && canMount())(
  'a disk without room for the rows of a run pauses it, loses nothing, and it goes on when there is',
  async () => {
    const disk = temporaryFolder()
    expect(mountSmall(disk)).toBe(true)
    const given = testStudio({ folder: disk })
    const { api } = given
    onTestFinished(async () => {
      await given.studio.close()
      execFileSync('umount', [disk])
    })
    const { id: dataset } = await withDataset(given)
    // The small trainer keeps its own files carelessly, so what it keeps is kept before.
    const changes = { ...LONG, checkpointEvery: 10_000_000, snapshotEvery: 10_000_000 }
    const begun = given.waitFor('metrics')
    const { id: run } = await api.startRun({ dataset, preset: 'dcgan', changes })
    await begun
    const filler = join(disk, 'filler')
    fill(filler)
    expect(statfsSync(disk).bavail).toBe(0)

    const paused = await untilRun(given, run, 'paused')
    expect(paused.problem).toMatch(
      /^There is no room for .*project\.db: it needs 1 MB, and 0\.0 MB are free; make room there and try again/
    )
    await expect(api.resumeRun({ run })).rejects.toMatchObject({ code: 'project/disk-full' })
    await expect(api.renameRun({ run, name: 'Later' })).resolves.toMatchObject({ name: 'Later' })
    expect((await untilRun(given, run, 'paused')).problem).toBe(paused.problem)

    rmSync(filler)
    const goesOn = given.waitFor('metrics')
    expect((await api.resumeRun({ run })).problem).toBeUndefined()
    await goesOn
    await api.stopRun({ run })
    const stopped = await untilRun(given, run, 'stopped')
    expect(stopped.name).toBe('Later')
    // A row for each step: none was lost, before the pause or in it.
    const rows = (await api.getMetrics({ run })).map(({ images }) => images)
    const steps = stopped.images / 64
    expect(rows).toEqual(Array.from({ length: steps }, (_, n) => 64 * (n + 1)))
    await given.studio.close()
    const database = await openDatabase(join(disk, 'project', 'project.db'))
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    database.close()
  },
  60_000
)
