import { readPreference, writePreference } from './preferences.ts'

const VIEWS = ['dataset', 'train', 'explore', 'compare', 'playground'] as const
export type ViewName = (typeof VIEWS)[number]

/** The tools of the Explore view. */
export const TOOLS = ['explore', 'walk', 'arithmetic', 'directions', 'projection', 'map'] as const
export type ToolName = (typeof TOOLS)[number]

/** What the Dataset view may show in place of its grid. */
export type DatasetPage = { kind: 'review'; job: string } | { kind: 'report'; dataset: string }

// Words, because preferences are remembered as words.
const SWITCH = ['shown', 'hidden'] as const

/** Which view is in the main area, and whether its inspector is beside it. */
export class Navigation {
  #view = $state<ViewName>(readPreference('view', VIEWS) ?? 'dataset')
  #page = $state.raw<DatasetPage | undefined>()
  #tool = $state<ToolName>(readPreference('tool', TOOLS) ?? 'explore')
  #inspector = $state(readPreference('inspector', SWITCH) !== 'hidden')

  get view(): ViewName {
    return this.#view
  }

  /** Goes to a view, and there again at the next start. */
  go(view: ViewName): void {
    this.#view = view
    this.#page = undefined
    writePreference('view', view)
  }

  /** The page over the grid of the Dataset view, if one is open. */
  get page(): DatasetPage | undefined {
    return this.#view === 'dataset' ? this.#page : undefined
  }

  /** Goes to a page of the Dataset view; going anywhere else closes it. */
  showPage(page: DatasetPage): void {
    this.go('dataset')
    this.#page = page
  }

  closePage(): void {
    this.#page = undefined
  }

  /** The tool of the Explore view in hand. */
  get tool(): ToolName {
    return this.#tool
  }

  /** Goes to a tool of the Explore view, and there again at the next start. */
  useTool(tool: ToolName): void {
    this.go('explore')
    this.#tool = tool
    writePreference('tool', tool)
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
