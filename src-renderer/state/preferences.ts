// What belongs to this window and no project, such as the theme. Storage may be denied to a page;
// then nothing is remembered, which is no reason to fail.

/** Reads a remembered word, if it is one of those allowed. */
export function readPreference<Word extends string>(
  key: string,
  allowed: readonly Word[]
): Word | undefined {
  try {
    const text = localStorage.getItem(`atelier.${key}`)
    return allowed.find((word) => word === text)
  } catch {
    return undefined
  }
}

/** Remembers a word for the next start. */
export function writePreference(key: string, word: string): void {
  try {
    localStorage.setItem(`atelier.${key}`, word)
  } catch {
    // Denied or full.
  }
}
