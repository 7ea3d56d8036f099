import type { StudioApi } from '../../src-main/contract/api.ts'
import type { FolderEntry, FolderListing } from '../../src-main/contract/models.ts'
import { toErrorRecord } from '../../src-main/contract/errors.ts'
import { joinPath } from '../format.ts'
import type { StudioMirror } from './studio.svelte.ts'

/** What a folder is wanted for. */
export interface FolderWish {
  title: string
  /** The button that takes the folder in view, such as "Use this folder". */
  action(isProject: boolean): string
  /** A zip or an idx file will do as well. */
  withArchives?: boolean
}

/** Asks for a folder: by the desktop's dialog where the shell has one, else by a list of folders. */
export class FolderChooser {
  #wish = $state.raw<FolderWish | undefined>()
  #listing = $state.raw<FolderListing | undefined>()
  #isProject = $state(false)
  #problem = $state<string | undefined>()
  #settle: (path: string | undefined) => void = () => {}
  #stamp = 0
  #isListing = $state(false)
  // Derived, so that the same folder listed again is no change to whoever follows its path.
  readonly #path = $derived(this.#listing?.path ?? '')
  readonly #api: StudioApi
  readonly #studio: StudioMirror

  constructor(api: StudioApi, studio: StudioMirror) {
    this.#api = api
    this.#studio = studio
  }

  /** What the dialog is open for; undefined while it is closed. */
  get wish(): FolderWish | undefined {
    return this.#wish
  }

  /** The folder in view. */
  get listing(): FolderListing | undefined {
    return this.#listing
  }

  /** Its path; empty before the first listing. */
  get path(): string {
    return this.#path
  }

  /** True while another folder is on its way: the one in view is not what was asked for last. */
  get isListing(): boolean {
    return this.#isListing
  }

  /** True where the folder in view was entered through an entry that holds a project. */
  get isProject(): boolean {
    return this.#isProject
  }

  /** Why the last folder could not be shown or made. */
  get problem(): string | undefined {
    return this.#problem
  }

  /** The chosen path; undefined when cancelled. */
  async choose(wish: FolderWish): Promise<string | undefined> {
    if (this.#studio.shell?.folderDialog) return await this.#api.pickFolder({ title: wish.title })
    // A second wish ends the first as cancelled.
    this.#settle(undefined)
    this.#wish = wish
    this.#problem = undefined
    void this.show(this.#listing?.path)
    return await new Promise((resolve) => (this.#settle = resolve))
  }

  /** Lists a folder; one that cannot be read says why and leaves the list as it was. */
  async show(path: string | undefined, entry?: FolderEntry): Promise<void> {
    await this.#list(
      () => this.#api.listFolder(path === undefined ? {} : { path }),
      entry?.isProject ?? false
    )
  }

  /** Makes a folder inside the one in view and enters it. */
  async make(name: string): Promise<void> {
    const { path } = this.#listing ?? {}
    if (path) await this.#list(() => this.#api.makeFolder({ path: joinPath(path, name) }), false)
  }

  /** Ends with the folder in view, or with none. */
  finish(path: string | undefined): void {
    this.#wish = undefined
    this.#settle(path)
    this.#settle = () => {}
  }

  // The newest request wins, whichever order the answers come in.
  async #list(call: () => Promise<FolderListing>, isProject: boolean): Promise<void> {
    const stamp = ++this.#stamp
    this.#isListing = true
    try {
      const listing = await call()
      if (stamp !== this.#stamp) return
      this.#listing = listing
      this.#isProject = isProject
      this.#problem = undefined
    } catch (error) {
      if (stamp === this.#stamp) this.#problem = toErrorRecord(error).message
    } finally {
      if (stamp === this.#stamp) this.#isListing = false
    }
  }
}
