import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fetchProblem } from './network.mjs'
import { SetupProblem } from './problem.mjs'
import { runQuietly } from './processes.mjs'
import { duration, say } from './say.mjs'

const TRIES = 3
const RETRY_MS = 10_000

/**
 * What the end-to-end tests need of the system: how to see that it is there, and the packages that
 * bring it, the name of newer Debian releases first.
 */
const NEEDS = [
  { command: 'chromium', packages: ['chromium'] },
  { command: 'Xvfb', packages: ['xvfb'] },
  { command: 'xauth', packages: ['xauth'] },
  { file: '/usr/share/fonts/truetype/liberation', packages: ['fonts-liberation'] },
  // What Electron 22 is linked with.
  { library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { library: 'libatk-bridge-2.0.so.0', packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'] },
  { library: 'libcups.so.2', packages: ['libcups2t64', 'libcups2'] },
  { library: 'libgbm.so.1', packages: ['libgbm1'] },
  { library: 'libnss3.so', packages: ['libnss3'] },
  { library: 'libxkbcommon.so.0', packages: ['libxkbcommon0'] }
]

/** Installs what is missing as root on Debian; elsewhere names the one command that does. */
export async function ensureTestPackages() {
  if (process.platform !== 'linux') return
  const missing = await missingNeeds()
  if (missing.length === 0) return
  if (!isDebian() || process.getuid?.() !== 0) {
    const names = missing.map(({ packages }) => packages.at(-1)).join(' ')
    throw new SetupProblem(
      'test/packages',
      `The end-to-end tests drive a browser and a window that are not installed; install them with: sudo apt-get install ${names}.`
    )
  }
  await installPackages(missing)
}

/** @returns {Promise<typeof NEEDS>} */
async function missingNeeds() {
  const { output: libraries } = await runQuietly('/sbin/ldconfig', ['-p'])
  const isThere = {
    command: (need) => findCommand(need.command) !== undefined,
    file: (need) => existsSync(need.file),
    library: (need) => libraries.includes(need.library)
  }
  return NEEDS.filter((need) => {
    const kind = 'command' in need ? 'command' : 'file' in need ? 'file' : 'library'
    return !isThere[kind](need)
  })
}

/**
 * A command's full path on this machine.
 * @param {string} name
 */
export function findCommand(name) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

function isDebian() {
  const file = '/etc/os-release'
  return existsSync(file) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(file, 'utf8'))
}

async function installPackages(missing) {
  const started = Date.now()
  await apt(['update'])
  const names = await Promise.all(missing.map(({ packages }) => firstAvailable(packages)))
  say(`Installing ${names.join(', ')} (about 130 MB, half a minute) …`)
  await apt(['install', '--yes', '--no-install-recommends', ...names])
  say(`Installed in ${duration(Date.now() - started)}.`)
}

/** Which of a package's names this release knows. */
async function firstAvailable(packages) {
  for (const name of packages) {
    const { output } = await runQuietly('apt-cache', ['policy', name])
    if (/Candidate: [^(]/.test(output)) return name
  }
  return packages[0]
}

/** Mirrors falter, and another apt may hold the lock: a few tries. */
async function apt(args) {
  let output = ''
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (attempt > 1) await sleep(RETRY_MS)
    const result = await runQuietly('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    })
    if (result.code === 0) return
    output = result.output
  }
  throw fetchProblem("install the tests' system packages", output, `apt-get ${args.join(' ')}`)
}
