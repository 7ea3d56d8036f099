import { isArchive, type DroppedFile } from './preview-files.ts'

/** What a drop holds, taken while the event lasts; the browser empties it afterwards. */
export function takeEntries(items: DataTransferItemList): FileSystemEntry[] {
  return Array.from(items)
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null)
}

/** Walks dropped folders to their files, in the order of their names; hidden ones are left out. */
export async function readEntries(entries: readonly FileSystemEntry[]): Promise<DroppedFile[]> {
  const visible = entries
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  const found: DroppedFile[] = []
  for (const entry of visible) {
    if (isFolder(entry)) found.push(...(await readEntries(await listFolder(entry))))
    else if (isFile(entry))
      found.push({ path: entry.fullPath.slice(1), file: await openFile(entry) })
  }
  return found
}

/** The name to give what was dropped: that of the one folder or archive, if it is one. */
export function dropTitle(entries: readonly FileSystemEntry[]): string {
  const [only] = entries
  const isOne = entries.length === 1 && only && (only.isDirectory || isArchive(only.name))
  return isOne ? only.name : 'Dropped pictures'
}

// The DOM's types do not tell the two kinds apart by their flags.
function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

// Browsers hand over a hundred entries at a time, and none at the end.
async function listFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const entries: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject)
    )
    if (some.length === 0) return entries
    entries.push(...some)
  }
}

function openFile(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}
