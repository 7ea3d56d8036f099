import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** @type {NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** How long a child may take to end. */
const PATIENCE_MS = 5_000

// A package's command is a .cmd file on Windows, which only a shell starts.
const needsShell = (command) => process.platform === 'win32' && command.endsWith('.cmd')

/**
 * Runs a command to its end and keeps what it printed; never throws for an exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal,
 *   onOutput?: (text: string) => void, attended?: boolean }} [options] `attended`: its standard input
 *   stays open for as long as this process lives.
 * @returns {Promise<{ code: number, output: string, missing: boolean }>} `missing`: no such command.
 */
export function runQuietly(command, args, { onOutput, attended, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...options,
      shell: needsShell(command),
      stdio: [attended ? 'pipe' : 'ignore', 'pipe', 'pipe']
    })
    const leave = enter(child)
    let output = ''
    const collect = (chunk) => {
      output += chunk
      onOutput?.(String(chunk))
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => {
      leave()
      resolve({
        code: 127,
        output: error.message,
        missing: 'code' in error && error.code === 'ENOENT'
      })
    })
    child.on('close', (code, signal) => {
      leave()
      resolve({
        code: code ?? 128 + constants.signals[signal ?? 'SIGKILL'],
        output,
        missing: false
      })
    })
  })
}

/** Quiet children at work: a signal to this process ends them too, where Ctrl-C has not already. */
const quietChildren = new Set()
/** What is to be done should a signal end this process. */
const cleanUps = new Set()

function enter(child) {
  return hold(quietChildren, child)
}

/**
 * Has something done should a signal end this process before the function that is returned is called.
 * @param {() => void} cleanUp
 */
export function cleanUpWhenEnded(cleanUp) {
  return hold(cleanUps, cleanUp)
}

function hold(set, thing) {
  const count = () => quietChildren.size + cleanUps.size
  if (count() === 0) for (const signal of SIGNALS) process.on(signal, endAll)
  set.add(thing)
  return () => {
    set.delete(thing)
    if (count() === 0) for (const signal of SIGNALS) process.off(signal, endAll)
  }
}

/** @param {NodeJS.Signals} signal */
function endAll(signal) {
  const leave = () => {
    // What was begun last ends first.
    for (const cleanUp of [...cleanUps].reverse()) cleanUp()
    process.exit(128 + constants.signals[signal])
  }
  if (quietChildren.size === 0) leave()
  // npm takes a moment to stop; what it still writes must not meet the next start.
  setTimeout(leave, PATIENCE_MS)
  for (const child of quietChildren) {
    child.once('close', () => quietChildren.size === 0 && leave())
    child.kill(signal)
  }
}

/**
 * Runs a command in this terminal, handing on signals, and resolves to its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runInForeground(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, shell: needsShell(command), stdio: 'inherit' })
    const stopForwarding = forwardSignals(child)
    child.on('error', (error) => {
      stopForwarding()
      reject(error)
    })
    child.on('exit', (code, signal) => {
      stopForwarding()
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL'])
    })
  })
}

const WATCH_MS = 300

/**
 * Ends a script of `npm run` with its npm, which on a signal ends its shell and nothing below it.
 */
export function endWithNpm(environment = process.env) {
  if (!environment.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    // Through our own handlers, so that whatever runs ends as by any other signal.
    process.kill(process.pid, 'SIGTERM')
  }, WATCH_MS)
  timer.unref()
}

/** @param {import('node:child_process').ChildProcess} child */
function forwardSignals(child) {
  // A terminal sends Ctrl-C to the child as well; sent twice it would count as "stop at once".
  const fromTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  const forward = (signal) => {
    if (signal === 'SIGINT' && fromTerminal) return
    child.kill(signal)
  }
  for (const signal of SIGNALS) process.on(signal, forward)
  return () => {
    for (const signal of SIGNALS) process.off(signal, forward)
  }
}
