/** How a name in a table was found to mean a file. */
export interface Match {
  file: string
  /** False where only the part of its name before the last dot is equal, such as a number. */
  isFull: boolean
}

/** Finds the file of a source that a name in a table means. */
export type FindFile = (name: string) => Match | undefined

// More than one file has this name.
const AMBIGUOUS = Symbol('ambiguous')
type Names = Map<string, string | typeof AMBIGUOUS>

/**
 * Looks files up by their path, with or without the folders in front of it, by their name where no
 * other file has it, and by that name without its ending. `breathe` is awaited for each file.
 */
export async function indexNames(
  files: readonly string[],
  breathe: () => Promise<void> | undefined
): Promise<(folder: string) => FindFile> {
  const [paths, bases, stems]: [Names, Names, Names] = [new Map(), new Map(), new Map()]
  for (const file of files) {
    await breathe()
    const path = file.normalize()
    const base = path.slice(path.lastIndexOf('/') + 1)
    enter(paths, path, file)
    enter(bases, base, file)
    enter(stems, withoutEnding(base), file)
  }
  const full = (names: Names, name: string): Match | undefined => {
    const file = names.get(name)
    return typeof file === 'string' ? { file, isFull: true } : undefined
  }
  return (folder) => (name) => {
    const whole = name.normalize().replaceAll('\\', '/')
    const base = whole.slice(whole.lastIndexOf('/') + 1)
    const stem = stems.has(base) ? base : withoutEnding(base)
    // Most cells of a table name nothing.
    if (!bases.has(base) && !stems.has(stem)) return undefined
    const path = whole.replace(/^(\.?\/)+/, '')
    const beside = folder === '' ? undefined : full(paths, `${folder.normalize()}/${path}`)
    if (beside) return beside
    for (let at = 0; at >= 0; at = path.indexOf('/', at) + 1 || -1) {
      const match = full(paths, path.slice(at))
      if (match) return match
    }
    const match = full(bases, base)
    if (match) return match
    const file = stems.get(stem)
    return typeof file === 'string' ? { file, isFull: false } : undefined
  }
}

/** A path or name without its last dot and what follows it. */
export function withoutEnding(file: string): string {
  const dot = file.lastIndexOf('.')
  return dot > file.lastIndexOf('/') + 1 ? file.slice(0, dot) : file
}

function enter(names: Names, name: string, file: string): void {
  names.set(name, names.has(name) ? AMBIGUOUS : file)
}
