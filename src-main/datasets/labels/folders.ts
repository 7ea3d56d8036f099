import type { Labels } from '../labels.ts'

// How sets that come in parts name them.
const PARTS = new Set(['train', 'training', 'val', 'valid', 'validation', 'test', 'testing'])

const PICTURE_NAME = /\.(a?png|jpe?g|jfif|webp|gif|avif|tiff?|bmp|p[bgp]m|pnm)$/i

/**
 * Reads labels from folders. The label is the first folder that tells pictures apart: folders that all
 * of them share are passed over. Where the pictures lie in parts such as train and test, these are the
 * attribute `part`.
 */
export function labelsFromFolders(files: readonly string[]): (file: string) => Labels {
  // A stray note beside the folders says nothing about the pictures in them.
  const named = files.filter((file) => PICTURE_NAME.test(file))
  const folders = [...new Set((named.length > 0 ? named : files).map(folderOf))]
  const shared = sharedDepth(folders.map(split))
  const rest = folders.map((folder) => split(folder)[shared])
  const hasParts = rest.every((first) => first !== undefined && PARTS.has(first.toLowerCase()))
  return (file) => {
    const names = split(folderOf(file)).slice(shared)
    const [part, label] = hasParts ? names : [undefined, names[0]]
    return {
      ...(label !== undefined && { label }),
      ...(part !== undefined && { part })
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
