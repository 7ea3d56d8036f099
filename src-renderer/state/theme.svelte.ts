import { readPreference, writePreference } from './preferences.ts'

const CHOICES = ['dark', 'light', 'system'] as const
export type ThemeChoice = (typeof CHOICES)[number]

/** Dark unless the person wants it otherwise; `system` follows the desktop's setting as it changes. */
export class Theme {
  #choice = $state<ThemeChoice>(readPreference('theme', CHOICES) ?? 'dark')
  #systemIsLight = $state(false)

  /** Starts following the desktop; returns its cleanup. */
  follow(): () => void {
    const query = matchMedia('(prefers-color-scheme: light)')
    const read = (): void => {
      this.#systemIsLight = query.matches
      this.#apply()
    }
    read()
    query.addEventListener('change', read)
    return () => query.removeEventListener('change', read)
  }

  /** What the person chose. */
  get choice(): ThemeChoice {
    return this.#choice
  }

  set choice(choice: ThemeChoice) {
    this.#choice = choice
    writePreference('theme', choice)
    this.#apply()
  }

  /** What is shown: plots read their colours anew when this changes. */
  get shown(): 'dark' | 'light' {
    if (this.#choice !== 'system') return this.#choice
    return this.#systemIsLight ? 'light' : 'dark'
  }

  // styles/tokens.css has one set of colours for each.
  #apply(): void {
    document.documentElement.dataset.theme = this.shown
  }
}
