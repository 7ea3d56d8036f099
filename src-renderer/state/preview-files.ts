/** One file of a dropped folder with its path inside what was dropped. */
export interface DroppedFile {
  path: string
  file: File
}

/** Pictures that a preview shows are tried out of this many. */
export const MOST_PREVIEWED = 12
// A table of labels larger than this is not worth sending twice.
const MOST_TABLE_BYTES = 4 * 1024 ** 2

const TABLE = /\.(csv|json)$/i
const CAPTION = /\.txt$/i
const ARCHIVE = /\.zip$|-ubyte(\.gz)?$/i

/** True for a file that holds a whole data set, by its name. */
export function isArchive(name: string): boolean {
  return ARCHIVE.test(name)
}

/**
 * What is sent of dropped files to try an import: some spread over all, the captions beside them, and
 * tables of labels. All of them where they are few, and where archives are among them.
 */
export function previewFiles(files: readonly DroppedFile[]): DroppedFile[] {
  const pictures = files.filter(({ path }) => !TABLE.test(path) && !CAPTION.test(path))
  if (pictures.length <= MOST_PREVIEWED || pictures.some(({ path }) => isArchive(path))) {
    return [...files]
  }
  const taken = Array.from(
    { length: MOST_PREVIEWED },
    (_, n) => pictures[Math.floor((n * pictures.length) / MOST_PREVIEWED)]!
  )
  const stems = new Set(taken.map(({ path }) => stemOf(path)))
  const labels = files.filter(
    ({ path, file }) =>
      (CAPTION.test(path) && stems.has(stemOf(path))) ||
      (TABLE.test(path) && file.size <= MOST_TABLE_BYTES)
  )
  return [...taken, ...labels]
}

// The path without its ending: a caption has the stem of its picture.
function stemOf(path: string): string {
  return path.replace(/\.[^./]*$/, '')
}
