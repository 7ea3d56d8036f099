import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { zipSync } from 'fflate'
import { StudioError } from '../contract/errors.ts'

/** One file's bytes, or several files by their names, which may have folders divided by slashes. */
export type Made = Uint8Array | ReadonlyMap<string, Uint8Array>

/**
 * Writes what was made where a person wants it: one file, or of several a zip where the name ends so,
 * else a folder. A failure leaves what was there before. Throws `export/not-writable`.
 */
export async function writeExport(out: string, made: Made): Promise<void> {
  try {
    if (made instanceof Uint8Array) await writeWhole(out, made)
    else if (extname(out).toLowerCase() === '.zip') await writeWhole(out, packFiles(made))
    else await writeFolder(out, made)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StudioError(
      'export/not-writable',
      `${out} cannot be written (${why}); choose another place, or make room there.`,
      { cause }
    )
  }
}

// Beside and renamed: a full disk must not cost the picture of yesterday.
async function writeWhole(out: string, bytes: Uint8Array): Promise<void> {
  const beside = `${out}.part`
  try {
    await writeFile(beside, bytes)
    await rename(beside, out)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {})
    throw error
  }
}

async function writeFolder(out: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const beside = `${out}.part-${randomUUID()}`
  try {
    await mkdir(beside)
    for (const [name, bytes] of files) {
      const file = join(beside, name)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, bytes)
    }
    // An empty folder of that name gives way; nothing else does.
    await rmdir(out).catch(() => {})
    await rename(beside, out)
  } catch (error) {
    await rm(beside, { recursive: true, force: true }).catch(() => {})
    throw error
  }
}

// The first day that a zip can tell, so that equal files make equal bytes.
const NO_TIME = new Date(1980, 0, 1)

// Stored as they are: pictures and weights are as small as they get.
function packFiles(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(files), { level: 0, mtime: NO_TIME })
}
