import { resolve } from 'node:path'
import type { StudioHandlers } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'
import type { Project } from '../contract/models.ts'
import type { Events } from './events.ts'
import { openProjectFolder, type CurrentProject, type OpenProject } from './project.ts'
import type { RecentProjects } from './recent.ts'

/** What projects need of the services beside them. */
export interface ProjectNeeds {
  current: CurrentProject
  recent: RecentProjects
  events: Events
  /** What must end before the project may close, as a clause such as "“faces” is training". */
  busyWith(): string | undefined
  /** Called with each project that has been opened, before anybody sees it. */
  onOpen(project: OpenProject): void
  /** Called before the open project is closed. */
  onClose(): void
}

type Handlers = Pick<
  StudioHandlers,
  'createProject' | 'openProject' | 'closeProject' | 'forgetRecentProject'
>

/** Opening, making and closing the one project. */
export function projectService(needs: ProjectNeeds): Handlers {
  const { current, recent, events } = needs
  // One at a time: a double click must not open the same file twice.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = turn.then(work)
    turn = result.catch(() => {})
    return result
  }

  const close = (): void => {
    const busy = needs.busyWith()
    if (busy) throw new StudioError('project/busy', `${busy}; stop it before closing the project.`)
    if (!current.peek()) return
    needs.onClose()
    current.get().store.close()
    current.set(undefined)
  }

  // A convenience must not keep a project from opening.
  const remember = (project: Project): void => {
    try {
      recent.add(project)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const text = `This project cannot be listed among the recent ones (${reason}).`
      events.emit({ type: 'message', level: 'problem', text })
    }
  }

  const open = async (path: string, make: boolean): Promise<Project> => {
    // Opening what is open is no error: a window that was reloaded does it.
    const already = current.peek()
    if (already?.project.path === resolve(path)) return already.project
    close()
    const opened = await openProjectFolder(path, make)
    try {
      // Put right before anybody can see a run that says it is running.
      needs.onOpen(opened)
    } catch (error) {
      // Or it would stay locked, and a second try would be told of another studio.
      opened.store.close()
      throw error
    }
    current.set(opened)
    remember(opened.project)
    events.emit({ type: 'project', project: opened.project })
    return opened.project
  }

  return {
    createProject: ({ path }) => inTurn(() => open(path, true)),
    openProject: ({ path }) => inTurn(() => open(path, false)),
    closeProject: () =>
      inTurn(async () => {
        close()
        events.emit({ type: 'project' })
      }),
    forgetRecentProject: ({ path }) => recent.forget(path)
  }
}
