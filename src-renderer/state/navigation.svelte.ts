import { readPreference, writePreference } from './preferences.ts'

const VIEWS = ['dataset', 'train', 'explore'] as const
export type ViewName = (typeof VIEWS)[number]

// Words, because preferences are remembered as words.
const SWITCH = ['shown', 'hidden'] as const

/** Which view is in the main area, and whether its inspector is beside it. */
export class Navigation {
  #view = $state<ViewName>(readPreference('view', VIEWS) ?? 'dataset')
  #inspector = $state(readPreference('inspector', SWITCH) !== 'hidden')

  get view(): ViewName {
    return this.#view
  }

  /** Goes to a view, and there again at the next start. */
  go(view: ViewName): void {
    this.#view = view
    writePreference('view', view)
  }

  get inspectorShown(): boolean {
    return this.#inspector
  }

  /** Gives the inspector's room to the main area, or takes it back. */
  toggleInspector(): void {
    this.#inspector = !this.#inspector
    writePreference('inspector', this.#inspector ? 'shown' : 'hidden')
  }
}
