import { BrowserWindow, shell } from 'electron'
import type { ShellAbilities } from '../contract/models.ts'
import type { Studio } from '../contract/studio.ts'
import { createStudio } from '../studio/create.ts'
import type { Installation } from '../studio/installation.ts'
import { pickFolder } from './dialogs.ts'
import { utilitySpawner } from './spawn-utility.ts'
import { connectSteadily, type SteadyStudio } from './steady-studio.ts'

/** A studio in this process, with the desktop's dialogs; it loads its store with the first project. */
export function createLocalStudio(installation: Installation): Studio {
  return createStudio({
    version: installation.version,
    shell: { kind: 'electron', folderDialog: true, droppedPaths: true, revealFiles: true },
    spawner: utilitySpawner(installation.workers),
    folders: { config: installation.config },
    pickFolder: (title, kind) => pickFolder(BrowserWindow.getAllWindows()[0], title, kind),
    revealFile: (path) => shell.showItemInFolder(path)
  })
}

// Folders are those of the other machine, so this one's dialog and paths would be of no use.
const REMOTE_ABILITIES: ShellAbilities = {
  kind: 'electron',
  folderDialog: false,
  droppedPaths: false,
  revealFiles: false
}

/** A studio served elsewhere, as this shell shows it. */
export async function connectRemoteStudio(url: string): Promise<SteadyStudio> {
  const studio = await connectSteadily(url)
  const getState: Studio['api']['getState'] = async (input) => ({
    ...(await studio.api.getState(input)),
    shell: REMOTE_ABILITIES
  })
  return { ...studio, api: { ...studio.api, getState } }
}
