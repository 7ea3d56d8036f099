import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { StudioError } from '../contract/errors.ts'

// Far above any photograph; the file goes through memory on its way to its decoder.
const MOST_BYTES = 256 * 1024 ** 2

/** The bytes of one picture file on the studio's machine; throws `picture/*` where there is none or it is too large. */
export async function readPictureFile(path: string): Promise<{ name: string; bytes: Uint8Array }> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) {
    throw new StudioError('picture/no-file', `There is no file ${path}; choose a picture.`)
  }
  if (found.size > MOST_BYTES) {
    const megabytes = Math.round(found.size / 1024 ** 2)
    throw new StudioError(
      'picture/too-large',
      `${path} has ${megabytes} MB, and a single picture may have 256; choose a smaller one.`
    )
  }
  return { name: basename(path), bytes: await readFile(path) }
}
