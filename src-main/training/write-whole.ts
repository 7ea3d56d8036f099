import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { StudioError } from '../contract/errors.ts'

/** Writes a file beside its place and renames it, so that it is whole and on the disk, or not there. */
export function writeWhole(file: string, parts: readonly Uint8Array[]): void {
  const beside = `${file}.part`
  const handle = openSync(beside, 'w')
  try {
    for (const part of parts) {
      const written = writeSync(handle, part)
      // On a full disk this is a short count and not an error.
      if (written !== part.length) throw diskFull(file)
    }
    fsyncSync(handle)
  } catch (error) {
    rmSync(beside, { force: true })
    throw isFull(error) ? diskFull(file) : error
  } finally {
    closeSync(handle)
  }
  renameSync(beside, file)
  syncFolder(dirname(file))
}

// The rename itself must reach the disk; Windows cannot open folders and needs no such thing.
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC'
}

function diskFull(file: string): StudioError {
  return new StudioError(
    'checkpoint/disk-full',
    `There is no room left for "${file}"; free some space and resume the run.`
  )
}
