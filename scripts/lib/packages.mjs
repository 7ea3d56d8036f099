import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'
import { fetchProblem } from './network.mjs'
import { ROOT, nodeBinary, systemEnvironment } from './paths.mjs'
import { checkDiskSpace, checkNpm, npmCommand } from './prerequisites.mjs'
import { runQuietly } from './processes.mjs'
import { duration, say } from './say.mjs'
import { fingerprint, isCurrent, makeStamped } from './stamp.mjs'

// Measured: node_modules after `npm ci`, all platforms within a fifth of it.
const PACKAGES_BYTES = 760e6
/** What a lock file says of packages that need not be there. */
const LEFT_OUT = ['optional', 'devOptional', 'peer', 'extraneous']
const TRIES = 4
const RETRY_MS = 1_000
const END_WITH_PARENT = fileURLToPath(new URL('end-with-parent.cjs', import.meta.url))

/** Whether node_modules holds what package-lock.json asks for, installed by these scripts or by hand. */
export function packagesReady(root = ROOT) {
  if (!existsSync(nodeBinary(root))) return false
  const { stamp, print } = stampOf(root)
  return isCurrent(stamp, print, []) || matchesLockFile(root)
}

/** In node_modules, so that it goes where they go. */
function stampOf(root) {
  return {
    stamp: join(root, 'node_modules/.atelier-packages'),
    print: fingerprint(root, ['package-lock.json'])
  }
}

/** npm writes its own record of what it installed last of all, so an interrupted install has none. */
function matchesLockFile(root) {
  const wanted = readPackages(join(root, 'package-lock.json'))
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'))
  if (!wanted || !installed) return false
  const isInstalled = ([path, entry]) => {
    const found = installed[path]
    // npm leaves out the checkout itself and what is meant for other platforms.
    if (!found) return path === '' || LEFT_OUT.some((reason) => entry[reason])
    return found.version === entry.version && found.integrity === entry.integrity
  }
  return (
    Object.entries(wanted).every(isInstalled) &&
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
    const { stamp, print } = stampOf(root)
    await makeStamped(stamp, print, () => installPackages(root))
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
  let output = ''
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const result = await runQuietly(npmCommand(), args, { cwd: root, env: npmEnvironment() })
    if (result.code === 0) return
    output = result.output
    // Something of an interrupted install is still ending in there.
    if (!/ENOTEMPTY|EBUSY/.test(output)) break
    await sleep(RETRY_MS)
  }
  throw fetchProblem('install the packages', output, `npm ${args.join(' ')}`)
}

function npmEnvironment() {
  const environment = systemEnvironment()
  // There npm is started by a shell, whose end it would not notice.
  if (process.platform === 'win32') return environment
  const options = `${environment.NODE_OPTIONS ?? ''} --require "${END_WITH_PARENT}"`
  return { ...environment, NODE_OPTIONS: options.trim() }
}
