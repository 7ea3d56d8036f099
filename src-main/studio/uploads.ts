import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
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
  /** What to import, a folder or an archive, and its name; `cleanUp` removes the files. */
  take(upload: string): Promise<{ source: string; title: string; cleanUp(): Promise<void> }>
  /** The same without taking it: for a look. */
  peek(upload: string): Promise<string>
  /** The only file of an upload, which is removed; throws `upload/one-file` where there are more. */
  takeFile(upload: string): Promise<{ name: string; bytes: Uint8Array }>
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

  const checkKnown = (upload: string): void => {
    if (totals.has(upload)) return
    throw new StudioError('upload/unknown', `There is no upload "${upload}"; drop it again.`)
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
      checkKnown(upload)
      totals.delete(upload)
      const folder = folderOf(upload)
      const cleanUp = (): Promise<void> => rm(folder, { recursive: true, force: true })
      return { ...(await findSource(folder)), cleanUp }
    },
    peek: async (upload) => {
      checkKnown(upload)
      return (await findSource(folderOf(upload))).source
    },
    takeFile: async (upload) => {
      checkKnown(upload)
      totals.delete(upload)
      const folder = folderOf(upload)
      try {
        const entries = await readdir(folder, { withFileTypes: true })
        const [only] = entries
        if (entries.length !== 1 || !only?.isFile()) {
          throw new StudioError(
            'upload/one-file',
            'One picture is wanted here; drop a single file.'
          )
        }
        return { name: only.name, bytes: await readFile(join(folder, only.name)) }
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
    close: () => {
      if (root) rmSync(root, { recursive: true, force: true })
    }
  }
}

// One dropped folder or archive is what the person means; what lies in a folder are the labels.
async function findSource(folder: string): Promise<{ source: string; title: string }> {
  const entries = await readdir(folder, { withFileTypes: true })
  const [only] = entries
  const isMeant = entries.length === 1 && only && (only.isDirectory() || /\.zip$/i.test(only.name))
  return isMeant
    ? { source: join(folder, only.name), title: only.name.replace(/\.zip$/i, '') }
    : { source: folder, title: 'Dropped pictures' }
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
