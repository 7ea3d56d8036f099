import type { StudioApi } from '../../src-main/contract/api.ts'
import { toErrorRecord } from '../../src-main/contract/errors.ts'
import { joinPath } from '../format.ts'
import type { Messages } from './messages.svelte.ts'
import type { StudioMirror } from './studio.svelte.ts'

// Where new projects go unless the person says otherwise, in the home folder.
const HOME_OF_PROJECTS = 'GAN Atelier'

/** Making, opening and closing projects. */
export class ProjectDesk {
  /** A folder that was to be opened and holds no project: the person is asked whether to make one. */
  #missing = $state<string | undefined>()
  readonly #api: StudioApi
  readonly #studio: StudioMirror
  readonly #messages: Messages

  constructor(api: StudioApi, studio: StudioMirror, messages: Messages) {
    this.#api = api
    this.#studio = studio
    this.#messages = messages
  }

  get missing(): string | undefined {
    return this.#missing
  }

  forgetMissing(): void {
    this.#missing = undefined
  }

  /** Opens a project, or asks whether to make one where there is none. */
  async open(path: string): Promise<void> {
    await this.#messages.attempt(async () => {
      try {
        await this.#api.openProject({ path })
      } catch (error) {
        if (toErrorRecord(error).code !== 'project/missing') throw error
        this.#missing = path
      }
    })
  }

  /** Makes a project in a folder and opens it. */
  async make(path: string): Promise<void> {
    this.#missing = undefined
    await this.#messages.attempt(() => this.#api.createProject({ path }))
  }

  /** Back to the start; refused with a sentence while a run or a job goes on. */
  async close(): Promise<void> {
    await this.#messages.attempt(() => this.#api.closeProject({}))
  }

  /** Takes a project off the list; its folder stays as it is. */
  async forget(path: string): Promise<void> {
    await this.#messages.attempt(async () => {
      await this.#api.forgetRecentProject({ path })
      await this.#studio.refresh()
    })
  }

  /** A new project's folder: the pictures' name, with a number where that is taken. */
  async suggestFolder(title: string): Promise<string | undefined> {
    if (this.#studio.project) return undefined
    return await this.#messages.attempt(async () => {
      const home = await this.#api.listFolder({})
      const folder = joinPath(home.path, HOME_OF_PROJECTS)
      const exists = home.folders.some(({ name }) => name === HOME_OF_PROJECTS)
      const taken = exists ? (await this.#api.listFolder({ path: folder })).folders : []
      const names = taken.map(({ name }) => name)
      return joinPath(folder, freeName(title.replaceAll(/[/\\:]/g, ' '), names))
    })
  }

  /** Makes the project of an import when none is open; throws where it cannot. */
  async ensureProject(folder: string): Promise<void> {
    if (this.#studio.project) return
    await this.#api.createProject({ path: folder })
    // At once, because the import that follows looks for the project.
    await this.#studio.refresh()
  }
}

/** `name`, or `name 2`, `name 3`, … where it is taken; case does not tell folders apart everywhere. */
export function freeName(name: string, taken: readonly string[]): string {
  const lower = taken.map((other) => other.toLowerCase())
  if (!lower.includes(name.toLowerCase())) return name
  let number = 2
  while (lower.includes(`${name} ${number}`.toLowerCase())) number++
  return `${name} ${number}`
}
