import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { StudioError } from '../contract/errors.ts'

/** One file of the interface. */
export interface PageFile {
  type: string
  /** True for files with a hash of their content in the name. */
  immutable: boolean
  read(): Promise<Uint8Array>
}

// By ending: `nosniff` makes a browser take these at their word.
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2'
}

// Where the build puts files named by their content.
const HASHED_FOLDER = '/assets/'

/**
 * Lists the built interface once, by URL path. Requests are looked up here and never joined to a
 * folder, so no path can lead out of it.
 */
export function listPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map(listFiles(folder).map((path) => [path, pageFile(folder, path)]))
  const start = files.get('/index.html')
  if (!start) {
    throw new StudioError(
      'server/no-interface',
      `The interface is not built: ${join(folder, 'index.html')} is missing; run "npm run build".`
    )
  }
  return files.set('/', start)
}

function pageFile(folder: string, path: string): PageFile {
  return {
    type: TYPES[extname(path)] ?? 'application/octet-stream',
    immutable: path.startsWith(HASHED_FOLDER),
    read: () => readFile(join(folder, path))
  }
}

// Paths like `/assets/index-3f2a.js`. By hand, because Node 16 has no recursive `readdir`.
function listFiles(folder: string, below = '/'): string[] {
  let entries
  try {
    entries = readdirSync(join(folder, below), { withFileTypes: true })
  } catch {
    return []
  }
  return entries.flatMap((entry) => {
    if (entry.isDirectory()) return listFiles(folder, `${below}${entry.name}/`)
    // A link could be pointed elsewhere after this list was made.
    return entry.isFile() ? [`${below}${entry.name}`] : []
  })
}
