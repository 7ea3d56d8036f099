import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { EXPORT_PATTERN, exportPath } from '../contract/exports.ts'
import type { Studio } from '../contract/studio.ts'

/** Files that were made for a window to fetch. */
export interface Downloads {
  /** Makes a place for a job's file, whose name must be as `EXPORT_PATTERN` has it. */
  place(job: string, name: string): { path: string; url: string }
  /** Removes what a job has written, if anything. */
  remove(job: string): Promise<void>
  read: Studio['download']
  close(): void
}

const TYPES: Readonly<Record<string, string>> = {
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.json': 'application/json',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.zip': 'application/zip'
}

/** Keeps them under the temporary folder, readable by this user only, until the studio closes. */
export function createDownloads(temporary: string = tmpdir()): Downloads {
  const paths = new Map<string, string>()
  let root: string | undefined
  const folderOf = (job: string): string => {
    // mkdtemp makes folders of mode 0700.
    root ??= mkdtempSync(join(temporary, 'gan-atelier-exports-'))
    return join(root, job)
  }
  return {
    place: (job, name) => {
      const folder = folderOf(job)
      mkdirSync(folder)
      const place = { path: join(folder, name), url: exportPath(job, name) }
      paths.set(place.url, place.path)
      return place
    },
    remove: async (job) => {
      for (const url of paths.keys()) {
        if (EXPORT_PATTERN.exec(url)?.[1] === job) paths.delete(url)
      }
      await rm(folderOf(job), { recursive: true, force: true })
    },
    // Only what was placed is read, whatever path is asked for.
    read: async (url) => {
      const path = paths.get(url)
      const bytes = path && (await readFile(path).catch(() => undefined))
      if (!bytes) return undefined
      const type = TYPES[extname(path)] ?? 'application/octet-stream'
      return { type, name: EXPORT_PATTERN.exec(url)![2]!, bytes }
    },
    close: () => {
      if (root) rmSync(root, { recursive: true, force: true })
    }
  }
}
