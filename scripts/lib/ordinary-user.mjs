import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { SetupProblem } from './problem.mjs'
import { runQuietly } from './processes.mjs'

/** Browsers and Electron refuse their sandbox to root, so as root the tests drive them as this user. */
const NAME = 'atelier-test'

/** The kernel ends what was spawned even when this process is killed outright. */
const WITH_PARENT = ['--pdeathsig=KILL']

/** @type {NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Root's variables that would point the user at root's folders. */
const PRIVATE = [
  'XDG_RUNTIME_DIR',
  'XDG_CONFIG_HOME',
  'XDG_CACHE_HOME',
  'XDG_DATA_HOME',
  'XAUTHORITY'
]

/**
 * Somebody to run windows as: a user with a home of its own that is gone afterwards.
 * @typedef {object} OrdinaryUser
 * @property {string} home
 * @property {NodeJS.ProcessEnv} environment
 * @property {(command: string, args: string[]) => [string, string[]]} command What to run in place
 *   of a command, for whoever spawns by itself.
 * @property {(command: string, args: string[], options?: import('node:child_process').SpawnOptions)
 *   => import('node:child_process').ChildProcess} spawn In a process group of its own.
 * @property {(program: string) => string} wrapper Makes a script that runs a program as the user,
 *   for tools that want the path of an executable.
 * @property {(path: string) => Promise<boolean>} canRead
 * @property {(path: string) => void} own Gives a file or folder to the user.
 * @property {() => Promise<void>} close Ends what was spawned and removes the home.
 */

/** @returns {Promise<OrdinaryUser>} */
export async function becomeOrdinaryUser() {
  const ids = process.getuid?.() === 0 ? await ensureUser() : undefined
  sweepHomes()
  const home = mkdtempSync(join(tmpdir(), `atelier-home-${process.pid}-`))
  const own = (path) => ids && chownSync(path, ids.user, ids.group)
  own(home)
  const runtime = join(home, 'runtime')
  mkdirSync(runtime, { mode: 0o700 })
  own(runtime)

  const inherited = Object.entries(process.env).filter(([name]) => !PRIVATE.includes(name))
  const environment = {
    ...Object.fromEntries(inherited),
    ...(ids && { USER: NAME, LOGNAME: NAME }),
    HOME: home,
    XDG_RUNTIME_DIR: runtime
  }

  const prefix = ids
    ? [
        'setpriv',
        `--reuid=${ids.user}`,
        `--regid=${ids.group}`,
        '--init-groups',
        ...WITH_PARENT,
        '--'
      ]
    : []
  const command = (program, args) => {
    const [first = program, ...rest] = [...prefix, program, ...args]
    return /** @type {[string, string[]]} */ ([first, rest])
  }
  /** @type {Set<import('node:child_process').ChildProcess>} */
  const running = new Set()
  const spawnAsUser = (program, args, options = {}) => {
    const child = spawn(...command(program, args), { env: environment, detached: true, ...options })
    running.add(child)
    child.once('close', () => running.delete(child))
    return child
  }
  // The runner may leave by an exception: nothing it opened stays behind.
  const endAll = () => {
    for (const child of running) endGroup(child)
    endStragglers(home)
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  process.once('exit', endAll)
  const leave = (signal) => process.exit(128 + constants.signals[signal])
  for (const signal of SIGNALS) process.once(signal, leave)

  return {
    home,
    environment,
    command,
    own,
    spawn: spawnAsUser,
    wrapper: (program) => writeWrapper(home, command(program, [])),
    canRead: async (path) => {
      const { code } = await runQuietly(...command('test', ['-r', path]))
      return code === 0
    },
    close: async () => {
      const ended = [...running].map((child) => new Promise((done) => child.once('close', done)))
      for (const child of running) endGroup(child)
      await Promise.all(ended)
      endStragglers(home)
      process.off('exit', endAll)
      for (const signal of SIGNALS) process.off(signal, leave)
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    }
  }
}

function endGroup(child) {
  try {
    // The negative id means the whole group: a browser is a dozen processes.
    if (child.pid) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/**
 * Chromium's sandbox helpers leave the group and outlive the browser by seconds; the home in their
 * environment, which nobody else has, tells them.
 */
function endStragglers(home) {
  if (process.platform !== 'linux') return
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const variables = readFileSync(`/proc/${id}/environ`, 'utf8').split('\0')
      if (variables.includes(`HOME=${home}`)) process.kill(Number(id), 'SIGKILL')
    } catch {
      // It has ended meanwhile, or is another user's.
    }
  }
}

/** Ends and removes what runs that were killed outright have left. */
function sweepHomes() {
  for (const name of readdirSync(tmpdir())) {
    const [, owner] = /^atelier-home-(\d+)-/.exec(name) ?? []
    if (!owner || existsSync(`/proc/${owner}`) || process.platform !== 'linux') continue
    const home = join(tmpdir(), name)
    endStragglers(home)
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

function writeWrapper(home, [program, args]) {
  const path = join(home, `run-${args.at(-1)?.split('/').at(-1) ?? 'program'}`)
  const quoted = [program, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  writeFileSync(path, `#!/bin/sh\nexport HOME='${home}'\nexec ${quoted} "$@"\n`)
  chmodSync(path, 0o755)
  return path
}

/** @returns {Promise<{ user: number, group: number }>} */
async function ensureUser() {
  const existing = await lookUp()
  if (existing) return existing
  const { output } = await runQuietly('useradd', [
    ...['--system', '--user-group', '--no-create-home'],
    ...['--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', NAME]
  ])
  const made = await lookUp()
  if (made) return made
  throw new SetupProblem(
    'test/user',
    `The tests run browsers as the user ${NAME}, who could not be made; make it with: useradd --system --user-group ${NAME}.`,
    output
  )
}

async function lookUp() {
  const user = await runQuietly('id', ['-u', NAME])
  const group = await runQuietly('id', ['-g', NAME])
  if (user.code !== 0 || group.code !== 0) return undefined
  return { user: Number(user.output), group: Number(group.output) }
}
