import type { Labels } from '../labels.ts'

/** Labels that pictures have from the folders they lie in. */
export interface FolderLabels {
  /** Tells of a picture; its folder counts for all of them. */
  add(file: string): void
  labelsOf(file: string): Labels
}

// How sets that come in parts name them.
const PARTS = new Set(['train', 'training', 'val', 'valid', 'validation', 'test', 'testing'])

const PICTURE_NAME = /\.(a?png|jpe?g|jfif|webp|gif|avif|tiff?|bmp|p[bgp]m|pnm)$/i

/**
 * The label is the first folder that tells pictures apart: those that all pictures share are passed
 * over. Where the pictures lie in parts such as train and test, these are the attribute `part`.
 */
export function createFolderLabels(): FolderLabels {
  const all = new Set<string>()
  // A stray note beside the folders says nothing about the pictures in them.
  const named = new Set<string>()
  let layout = { folders: 0, shared: 0, hasParts: false }

  const readLayout = () => {
    const folders = named.size > 0 ? named : all
    if (layout.folders === folders.size) return layout
    const paths = [...folders].map(split)
    const shared = sharedDepth(paths)
    const hasParts = paths.every((path) => PARTS.has(path[shared]?.toLowerCase() ?? ''))
    layout = { folders: folders.size, shared, hasParts }
    return layout
  }
  return {
    add(file) {
      const folder = folderOf(file)
      all.add(folder)
      if (!named.has(folder) && PICTURE_NAME.test(file)) named.add(folder)
    },
    labelsOf(file) {
      const { shared, hasParts } = readLayout()
      const names = split(folderOf(file)).slice(shared)
      const [part, label] = hasParts ? names : [undefined, names[0]]
      return {
        ...(label !== undefined && { label }),
        ...(part !== undefined && { part })
      }
    }
  }
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')))
}

function split(folder: string): string[] {
  return folder === '' ? [] : folder.split('/')
}

function sharedDepth([first = [], ...others]: string[][]): number {
  const depth = first.findIndex((name, i) => others.some((other) => other[i] !== name))
  return depth < 0 ? first.length : depth
}
