// `npm start`: sets up what is missing, then opens the studio in a window, or serves it where no
// window can be had. `npm run serve` (--serve) asks for the latter directly; `--engine gpu` (or cpu)
// chooses the engine from then on.
import { join } from 'node:path'
import { findElectron } from './lib/electron.mjs'
import { takeKind } from './lib/engine-kind.mjs'
import { ROOT, nodeBinary, packagedEnvironment } from './lib/paths.mjs'
import { SetupProblem, runScript } from './lib/problem.mjs'
import { runInForeground } from './lib/processes.mjs'
import { say } from './lib/say.mjs'
import { setUp } from './lib/setup.mjs'
import { readStartArguments, windowObstacle } from './lib/shell.mjs'

runScript(async () => {
  const { kind, rest } = takeKind(process.argv.slice(2))
  const { serve, connect, passed } = readStartArguments(rest)
  await setUp(kind)
  if (serve) return serveStudio(passed)

  const obstacle = windowObstacle(process.platform, process.env, process.getuid?.())
  const electron = obstacle ? { reason: obstacle } : await findElectron()
  if ('binary' in electron) return openWindow(electron.binary, passed)

  if (connect) {
    throw new SetupProblem(
      'start/no-window',
      `A window cannot be opened here: ${electron.reason}; open the URL that you gave to --connect in a browser instead.`
    )
  }
  say(`A window cannot be opened here: ${electron.reason}; open the studio in a browser instead:`)
  return serveStudio(passed)
})

function serveStudio(args) {
  return runInForeground(nodeBinary(), [join(ROOT, 'out/main/serve.cjs'), ...args], {
    env: packagedEnvironment()
  })
}

function openWindow(binary, args) {
  return runInForeground(binary, [ROOT, ...args], { env: packagedEnvironment() })
}
