import { app } from 'electron'
import { join, resolve } from 'node:path'
import { toErrorRecord } from './contract/errors.ts'
import { readWindowArguments, type WindowArguments } from './electron/arguments.ts'
import { checkStudio, checkTrainer } from './electron/checks.ts'
import { showProblem } from './electron/dialogs.ts'
import { setUpDoor } from './electron/door.ts'
import { followRuns } from './electron/follow-runs.ts'
import { setUpLockdown } from './electron/lockdown.ts'
import { setUpMenu } from './electron/menu.ts'
import { declareScheme, setUpProtocol } from './electron/protocol.ts'
import { setUpQuit } from './electron/quit.ts'
import { isOnlyInstance, setUpSecondStart } from './electron/single-instance.ts'
import { utilitySpawner } from './electron/spawn-utility.ts'
import { connectRemoteStudio, createLocalStudio } from './electron/studio.ts'
import { openWindow } from './electron/window.ts'
import { openDoor } from './rpc/door.ts'
import { createAnswerer } from './server/answer.ts'
import { listPageFiles } from './server/page-files.ts'
import { findInstallation, type Installation } from './studio/installation.ts'

const EXIT_MISTAKE = 2

async function start(): Promise<void> {
  const wish = readWindowArguments(process.argv.slice(1))
  const installation = findInstallation(__dirname)
  const profile = join(installation.config, wish.connect ? 'connected-window' : 'window')
  // Chromium's own files lie apart from ours.
  app.setPath('userData', profile)
  if (wish.selfCheck || wish.trainerCheck !== undefined) return check(wish, installation)
  // Windows on studios elsewhere may be many; this machine's own studio is one.
  if (!wish.connect && !isOnlyInstance()) {
    process.stdout.write('GAN Atelier runs already; its window has come to the front.\n')
    return app.quit()
  }
  await app.whenReady()
  await openStudio(wish, installation, profile)
}

async function openStudio(
  wish: WindowArguments,
  installation: Installation,
  profile: string
): Promise<void> {
  // From here on a studio is a studio, wherever it is.
  const remote = wish.connect ? await connectRemoteStudio(wish.connect) : undefined
  const studio = remote ?? createLocalStudio(installation)

  setUpProtocol(createAnswerer(studio, listPageFiles(installation.pages)))
  setUpLockdown()
  const window = openWindow(installation.preload, profile)
  setUpDoor(window, studio)
  setUpMenu(window, studio)
  const runs = followRuns(window, studio)
  // A run elsewhere goes on without this window.
  setUpQuit(window, studio, () => (remote ? undefined : runs.active()))
  remote?.onReturn(() => window.webContents.reload())

  const openProject = (project: string, folder: string): void => {
    openDoor(studio.api)
      .createProject({ path: resolve(folder, project) })
      .catch((error: unknown) => showProblem(window, toErrorRecord(error).message))
  }
  setUpSecondStart(window, openProject)
  if (wish.project) openProject(wish.project, process.cwd())
}

async function check(wish: WindowArguments, installation: Installation): Promise<void> {
  await app.whenReady()
  const spawner = utilitySpawner(installation.workers)
  const result =
    wish.trainerCheck === undefined
      ? await checkStudio(installation.version, spawner)
      : await checkTrainer(spawner, resolve(wish.trainerCheck))
  process.stdout.write(`${JSON.stringify(result)}\n`)
  app.exit(result.passed ? 0 : 1)
}

// Before the application is ready, or they have no effect.
app.enableSandbox()
declareScheme()
app.setName('GAN Atelier')

start().catch((error: unknown) => {
  process.stderr.write(`${toErrorRecord(error).message}\n`)
  app.exit(EXIT_MISTAKE)
})
