import type { StudioHandlers } from '../contract/api.ts'
import type { CurrentProject } from './project.ts'

/** Interface state that lives with the project. */
export function viewService(
  current: CurrentProject
): Pick<StudioHandlers, 'readView' | 'writeView'> {
  return {
    readView: ({ key }) => current.get().store.views.read(key),
    writeView: ({ key, value }) => current.get().store.views.write(key, value)
  }
}
