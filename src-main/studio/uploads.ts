import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { StudioError } from '../contract/errors.ts'

const MOST_BYTES = 2 * 1024 ** 3
const MOST_FILES = 200_000
// As the contract has it; an upload's id becomes the name of a folder.
const ID = /^[a-z0-9-]{1,64}$/

/** Files that a window has sent, waiting for their import. */
export interface Uploads {
  add(upload: string, file: string, bytes: Uint8Array): Promise<void>
  /** The folder to import and its name; `cleanUp` removes the files. */
  take(upload: string): Promise<{ folder: string; title: string; cleanUp(): Promise<void> }>
  close(): void
}

/** Keeps uploads under the temporary folder, readable by this user only, until they are imported. */
export function createUploads(temporary: string = tmpdir()): Uploads {
  const totals = new Map<string, { bytes: number; files: number }>()
  let root: string | undefined
  const folderOf = (upload: string): string => {
    // mkdtemp makes folders of mode 0700.
    root ??= mkdtempSync(join(temporary, 'gan-atelier-uploads-'))
    return join(root, upload)
  }

  return {
    add: async (upload, file, bytes) => {
      const segments = checkUpload(upload, file)
      // Counted before writing, so that many small requests cannot pass the limit together.
      const total = totals.get(upload) ?? { bytes: 0, files: 0 }
      total.bytes += bytes.byteLength
      total.files++
      checkTotals(total)
      totals.set(upload, total)
      const target = join(folderOf(upload), ...segments)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, bytes)
    },
    // Taken once: afterwards the files belong to the import, which removes them.
    take: async (upload) => {
      if (!totals.has(upload)) {
        throw new StudioError(
          'upload/unknown',
          `There is no upload "${upload}"; drop the folder again.`
        )
      }
      totals.delete(upload)
      const folder = folderOf(upload)
      const cleanUp = (): Promise<void> => rm(folder, { recursive: true, force: true })
      const entries = await readdir(folder, { withFileTypes: true })
      const [only] = entries
      // One dropped folder: it is what the person means, and what lies in it are the labels.
      return entries.length === 1 && only?.isDirectory()
        ? { folder: join(folder, only.name), title: only.name, cleanUp }
        : { folder, title: 'Dropped pictures', cleanUp }
    },
    close: () => {
      if (root) rmSync(root, { recursive: true, force: true })
    }
  }
}

// A relative path of plain names, so that no upload can leave its folder. A backslash or a colon is
// an ordinary letter on some systems and part of the path on others.
function checkUpload(upload: string, file: string): string[] {
  const segments = file.split('/').map((name) => name.replaceAll(/[\\:]/g, '_'))
  const isPlain = (name: string): boolean =>
    !['', '.', '..'].includes(name) && !name.includes('\0') && name.length <= 255
  if (ID.test(upload) && file.length <= 4096 && segments.every(isPlain)) return segments
  throw new StudioError(
    'upload/path',
    `"${file.slice(0, 200)}" is not a path inside the dropped folder, so it was not taken.`
  )
}

function checkTotals({ bytes, files }: { bytes: number; files: number }): void {
  if (bytes <= MOST_BYTES && files <= MOST_FILES) return
  throw new StudioError(
    'upload/too-large',
    `An upload takes at most 2 GB in ${MOST_FILES.toLocaleString('en')} files; copy the folder to the studio's machine and import it there.`
  )
}
