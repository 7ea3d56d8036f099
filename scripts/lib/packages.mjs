import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { fetchProblem } from './network.mjs'
import { ROOT, nodeBinary, systemEnvironment } from './paths.mjs'
import { checkDiskSpace, checkNpm, npmCommand } from './prerequisites.mjs'
import { runQuietly } from './processes.mjs'
import { duration, say } from './say.mjs'

// Measured: node_modules after `npm ci`, all platforms within a fifth of it.
const PACKAGES_BYTES = 760e6

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes its own record of what it
 * installed last of all, so an interrupted install has none.
 */
export function packagesReady(root = ROOT) {
  const wanted = readPackages(join(root, 'package-lock.json'))
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'))
  if (!wanted || !installed || !existsSync(nodeBinary(root))) return false
  const isInstalled = ([path, entry]) => {
    const found = installed[path]
    // npm leaves out what is meant for other platforms.
    if (!found) return Boolean(entry.optional || entry.devOptional || entry.peer)
    return found.version === entry.version && found.integrity === entry.integrity
  }
  return (
    Object.entries(wanted).every(([path, entry]) => path === '' || isInstalled([path, entry])) &&
    Object.keys(installed).every((path) => path in wanted)
  )
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** Installs the packages unless they are there already. */
export async function ensurePackages(root = ROOT) {
  if (packagesReady(root)) return
  await checkNpm(systemEnvironment())
  // Beside node_modules, which npm empties.
  await withLock(join(root, '.cache/packages.lock'), 'installing the packages', async () => {
    if (packagesReady(root)) return
    await checkDiskSpace(root, PACKAGES_BYTES, 'Installing the packages')
    await installPackages(root)
  })
}

async function installPackages(root) {
  const started = Date.now()
  say('Installing the packages (about 150 MB to fetch, 10 to 60 seconds) …')
  // No install scripts: the engine's would fetch a TensorFlow of 2022. Only Node 24 needs its own.
  await npm(root, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  await npm(root, ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'])
  if (!existsSync(nodeBinary(root))) {
    throw fetchProblem('install Node 24 with the packages', '', 'npm rebuild node')
  }
  say(`Packages installed in ${duration(Date.now() - started)}.`)
}

async function npm(root, args) {
  const { code, output } = await runQuietly(npmCommand(), args, {
    cwd: root,
    env: systemEnvironment()
  })
  if (code !== 0) throw fetchProblem('install the packages', output, `npm ${args.join(' ')}`)
}
