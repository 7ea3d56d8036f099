import { closeSync, fsyncSync, openSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { StudioError } from '../contract/errors.ts'

/** The code of what could not be written for want of room. */
export const DISK_FULL = 'training/disk-full'

/** Writes a file beside its place and renames it, so that it is whole and on the disk, or not there. */
export function writeWhole(file: string, parts: readonly Uint8Array[]): void {
  const beside = `${file}.part`
  const needed = parts.reduce((sum, { length }) => sum + length, 0)
  const handle = openToWrite(beside, file, needed)
  try {
    for (const part of parts) {
      const written = writeSync(handle, part)
      // On a full disk this is a short count and not an error.
      if (written !== part.length) throw diskFull(file, needed)
    }
    fsyncSync(handle)
  } catch (error) {
    rmSync(beside, { force: true })
    throw isFull(error) ? diskFull(file, needed) : error
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

function openToWrite(beside: string, file: string, needed: number): number {
  try {
    return openSync(beside, 'w')
  } catch (error) {
    throw isFull(error) ? diskFull(file, needed) : error
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && FULL.has(String(error.code))
}

// No room, or none of what this user may take.
const FULL = new Set(['ENOSPC', 'EDQUOT'])

function diskFull(file: string, needed: number): StudioError {
  const folder = dirname(file)
  const { bavail, bsize } = statfsSync(folder)
  return new StudioError(
    DISK_FULL,
    `There is no room for "${file}": it needs ${megabytes(needed)}, and ${megabytes(bavail * bsize)} are free; make room there and resume, nothing is lost meanwhile.`
  )
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
