// `npm run check:electron`: proves, on a machine that can have a current Electron, what the old one
// of the tests cannot load: Electron's main process with the store in it, training for real.
import { ROOT, packagedEnvironment } from './lib/paths.mjs'
import { findElectron } from './lib/electron.mjs'
import { runScript } from './lib/problem.mjs'
import { runInForeground } from './lib/processes.mjs'
import { say } from './lib/say.mjs'
import { setUp } from './lib/setup.mjs'
import { windowObstacle } from './lib/shell.mjs'

/** Neither passed nor failed. */
const NOT_POSSIBLE = 2

runScript(async () => {
  process.env['GAN_ATELIER_ENGINE'] ??= 'tensorflow'
  await setUp()
  const obstacle = windowObstacle(process.platform, process.env, process.getuid?.())
  const electron = obstacle ? { reason: obstacle } : await findElectron({ retry: true })
  if ('reason' in electron) {
    say(`A current Electron cannot be checked here: ${electron.reason}.`)
    return NOT_POSSIBLE
  }
  return runInForeground(electron.binary, [ROOT, '--self-check'], { env: packagedEnvironment() })
})
