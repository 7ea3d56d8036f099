import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { SetupProblem } from './problem.mjs'
import { runQuietly } from './processes.mjs'
import { megabytes } from './say.mjs'

const OLDEST_NODE = [20, 19]
// Downloads, their unpacked form and the caches of npm and pip are on the disk at the same time.
const DISK_MARGIN = 2.2

/** What installs a missing tool, by package manager. */
const CURES = {
  node: {
    apt: 'sudo apt install nodejs npm (or Node 24 from nodejs.org)',
    dnf: 'sudo dnf install nodejs npm',
    brew: 'brew install node',
    other: 'the installer from nodejs.org'
  },
  python: {
    apt: 'sudo apt install python3 python3-pip',
    dnf: 'sudo dnf install python3 python3-pip',
    brew: 'brew install python',
    other: 'the installer from python.org'
  },
  compiler: {
    apt: 'sudo apt install g++',
    dnf: 'sudo dnf install gcc-c++',
    brew: 'xcode-select --install',
    other: 'a C++17 compiler such as g++ or clang++, named by the variable CXX'
  }
}

/**
 * The command that installs a tool here.
 * @param {keyof typeof CURES} tool
 * @param {keyof typeof CURES.node} manager
 */
export function cure(tool, manager = packageManager()) {
  return CURES[tool][manager]
}

function packageManager() {
  if (process.platform === 'darwin') return 'brew'
  if (existsSync('/usr/bin/apt-get')) return 'apt'
  if (existsSync('/usr/bin/dnf')) return 'dnf'
  return 'other'
}

/** Refuses a Node that the packages do not run on. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST_NODE
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new SetupProblem(
    'prerequisite/node',
    `This is Node ${version} and the studio needs ${OLDEST_NODE.join('.')} or newer; install it with: ${cure('node')}.`
  )
}

/** Refuses a machine without npm. */
export async function checkNpm(environment = process.env) {
  const { code } = await runQuietly(npmCommand(), ['--version'], { env: environment })
  if (code === 0) return
  throw new SetupProblem(
    'prerequisite/npm',
    `npm was not found, and it installs the studio's packages; install it with: ${cure('node')}.`
  )
}

export function npmCommand() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm'
}

/**
 * Finds a Python with pip, which knows the user's package index, proxy and cache.
 * @returns {Promise<string>} The command.
 */
export async function findPython(environment = process.env) {
  for (const command of ['python3', 'python']) {
    const { code } = await runQuietly(
      command,
      ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))'],
      {
        env: environment
      }
    )
    if (code !== 0) continue
    const pip = await runQuietly(command, ['-m', 'pip', '--version'], { env: environment })
    if (pip.code === 0) return command
    throw new SetupProblem(
      'prerequisite/pip',
      `${command} has no pip, which fetches the compute engine; install it with: ${cure('python')}.`
    )
  }
  throw new SetupProblem(
    'prerequisite/python',
    `Python 3.8 or newer was not found, and its pip fetches the compute engine; install it with: ${cure('python')}.`
  )
}

/**
 * Finds a C++ compiler.
 * @returns {Promise<string>} The command.
 */
export async function findCompiler(environment = process.env) {
  const candidates = environment.CXX ? [environment.CXX] : ['c++', 'g++', 'clang++']
  for (const command of candidates) {
    const { code } = await runQuietly(command, ['--version'], { env: environment })
    if (code === 0) return command
  }
  throw new SetupProblem(
    'prerequisite/compiler',
    `No C++ compiler was found (looked for ${candidates.join(', ')}), and the engine's addon is built here; install one with: ${cure('compiler')}.`
  )
}

/**
 * Refuses to start what would fill the disk.
 * @param {string} folder
 * @param {number} bytes What will be written and stay.
 * @param {string} purpose Completes "… needs".
 * @param {number} [free] Bytes; looked up where it is not given.
 */
export async function checkDiskSpace(folder, bytes, purpose, free) {
  const needed = Math.round(bytes * DISK_MARGIN)
  const available = free ?? (await freeBytes(folder))
  if (available >= needed) return
  throw new SetupProblem(
    'prerequisite/disk',
    `${purpose} needs ${megabytes(needed)} free at ${folder} and there are ${megabytes(available)}; make room, or name another folder with: export GAN_ATELIER_CACHE=/path/to/folder.`
  )
}

async function freeBytes(folder) {
  // The folder may not be there yet: its nearest ancestor is on the same disk.
  let existing = folder
  while (!existsSync(existing)) existing = dirname(existing)
  const { bavail, bsize } = await statfs(existing)
  return bavail * bsize
}
