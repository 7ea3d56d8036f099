import { mkdirSync, opendirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { StudioHandlers } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'
import type { FolderEntry, FolderListing } from '../contract/models.ts'
import type { StudioParts } from './parts.ts'
import { isProject } from './project.ts'

// Counting is a hint for the eye and must not keep anybody waiting on a huge folder.
const MOST_ENTRIES = 5_000
const MOST_COUNTED_FOLDERS = 200
// By the ending alone; the importer looks at the content.
const PICTURE = /\.(jpe?g|png|webp|gif|tiff?|avif|bmp|p[bgpa]m)$/i
// A zip, or the images of an idx pair as MNIST has it.
const ARCHIVE = /(\.zip|-idx[34]-ubyte(\.gz)?)$/i

/** Choosing folders, by the desktop's dialog or by listing them. */
export function folderService(
  parts: StudioParts
): Pick<StudioHandlers, 'pickFolder' | 'listFolder' | 'makeFolder'> {
  return {
    pickFolder: ({ title, kind }) => {
      if (parts.pickFolder) return parts.pickFolder(title, kind)
      throw new StudioError(
        'folder/no-dialog',
        'This window has no folder dialog; choose from the list of folders instead.'
      )
    },
    listFolder: ({ path }) => listFolder(resolve(path ?? homedir())),
    makeFolder: ({ path }) => {
      const folder = resolve(path)
      try {
        mkdirSync(folder)
      } catch (cause) {
        throw folderError('folder/not-made', `${folder} cannot be made`, cause)
      }
      return listFolder(folder)
    }
  }
}

function listFolder(path: string): FolderListing {
  const { folders, archives, pictures } = readFolder(path)
  // Natural order: "run 9" before "run 10".
  const entries = folders
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name, index) => describe(name, join(path, name), index < MOST_COUNTED_FOLDERS))
  // The root is its own parent.
  const parent = dirname(path)
  return {
    path,
    ...(parent !== path && { parent }),
    folders: entries,
    archives: archives.sort().map((name) => ({ name, path: join(path, name) })),
    pictures
  }
}

function describe(name: string, path: string, count: boolean): FolderEntry {
  return { name, path, pictures: count ? countPictures(path) : 0, isProject: isProject(path) }
}

function countPictures(path: string): number {
  try {
    return readFolder(path).pictures
  } catch {
    // Opening it will say why it cannot be read.
    return 0
  }
}

// One level only, so that a link to a folder above cannot lead in circles.
function readFolder(path: string): { folders: string[]; archives: string[]; pictures: number } {
  const folders: string[] = []
  const archives: string[] = []
  let pictures = 0
  try {
    // Entry by entry, so that a folder of millions costs no more than the limit.
    const directory = opendirSync(path)
    try {
      for (let read = 0; read < MOST_ENTRIES; read++) {
        const entry = directory.readSync()
        if (!entry) break
        // Hidden, by the custom of Unix.
        if (entry.name.startsWith('.')) continue
        if (entry.isDirectory() || (entry.isSymbolicLink() && isFolder(join(path, entry.name)))) {
          folders.push(entry.name)
        } else if (ARCHIVE.test(entry.name)) archives.push(entry.name)
        else if (PICTURE.test(entry.name)) pictures++
      }
    } finally {
      directory.closeSync()
    }
  } catch (cause) {
    throw folderError('folder/unreadable', `${path} cannot be read`, cause)
  }
  return { folders, archives, pictures }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
  } catch {
    return false
  }
}

/** What the system's error codes mean for a person who chooses a folder. */
const REASONS: Record<string, string> = {
  ENOENT: 'it does not exist; choose another folder',
  ENOTDIR: 'it is not a folder; choose another one',
  EACCES: 'you may not; change its permissions or choose another folder',
  EPERM: 'you may not; change its permissions or choose another folder',
  EROFS: 'the disk is read-only; choose another folder',
  EEXIST: 'there is already something of that name; choose another name',
  ENOSPC: 'the disk is full; free some space first'
}

function folderError(code: string, what: string, cause: unknown): StudioError {
  const reason = cause instanceof Error && 'code' in cause ? REASONS[String(cause.code)] : undefined
  return new StudioError(
    code,
    `${what}: ${reason ?? 'the system refused; choose another folder'}.`,
    {
      cause
    }
  )
}
