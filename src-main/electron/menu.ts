import { Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'
import type { StudioApi } from '../contract/api.ts'
import { toErrorRecord } from '../contract/errors.ts'
import type { RecentProject } from '../contract/models.ts'
import type { Studio } from '../contract/studio.ts'
import { openDoor } from '../rpc/door.ts'
import { showProblem } from './dialogs.ts'
import { openOutside } from './lockdown.ts'

// Hosts that policy.ts lets a window link to.
const PAPERS = {
  'Generative Adversarial Nets (2014)': 'https://arxiv.org/abs/1406.2661',
  'DCGAN (2015)': 'https://arxiv.org/abs/1511.06434'
}

/** The application menu; it calls the same services as the page, which hears of it by events. */
export function setUpMenu(window: BrowserWindow, studio: Studio): void {
  const api = openDoor(studio.api)
  // A menu has no place for an error but a dialog; one that cannot be shown is let go.
  const attempt = (work: () => Promise<unknown>) => (): void => {
    work()
      .catch((error: unknown) => showProblem(window, toErrorRecord(error).message))
      .catch(() => {})
  }
  const draw = async (): Promise<void> => {
    const { shell, project, recent } = await api.getState({})
    const template = [
      projectMenu(api, attempt, shell.folderDialog, project !== undefined, recent),
      { role: 'editMenu' as const },
      { role: 'viewMenu' as const },
      { role: 'windowMenu' as const },
      helpMenu()
    ]
    const application = { role: 'appMenu' as const }
    const onMac = process.platform === 'darwin'
    Menu.setApplicationMenu(Menu.buildFromTemplate(onMac ? [application, ...template] : template))
  }
  // Electron's menus cannot be changed, only replaced.
  studio.subscribe(({ type }) => {
    if (type === 'project') attempt(draw)()
  })
  attempt(draw)()
}

function projectMenu(
  api: StudioApi,
  attempt: (work: () => Promise<unknown>) => () => void,
  hasDialog: boolean,
  isOpen: boolean,
  recent: RecentProject[]
): MenuItemConstructorOptions {
  const pick = async (): Promise<void> => {
    const path = await api.pickFolder({ title: 'Open or make a project' })
    if (path) await api.createProject({ path })
  }
  const open = ({ path, name, missing }: RecentProject): MenuItemConstructorOptions => ({
    label: name,
    sublabel: path,
    enabled: !missing,
    click: attempt(() => api.openProject({ path }))
  })
  return {
    label: '&Project',
    submenu: [
      {
        label: 'Open or Make…',
        accelerator: 'CmdOrCtrl+O',
        enabled: hasDialog,
        click: attempt(pick)
      },
      { label: 'Open Recent', enabled: recent.length > 0, submenu: recent.map(open) },
      { label: 'Close Project', enabled: isOpen, click: attempt(() => api.closeProject({})) },
      { type: 'separator' },
      process.platform === 'darwin' ? { role: 'close' } : { role: 'quit' }
    ]
  }
}

function helpMenu(): MenuItemConstructorOptions {
  return {
    role: 'help',
    submenu: [
      ...Object.entries(PAPERS).map(([label, url]) => ({ label, click: () => openOutside(url) })),
      { type: 'separator' },
      { role: 'about' }
    ]
  }
}
