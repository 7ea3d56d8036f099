import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Environment } from '../contract/engine-settings.ts'
import type { WorkerKind } from '../contract/workers.ts'
import { processPort } from '../rpc/process-port.ts'
import type { WorkerProcess, WorkerSpawner } from './parts.ts'
import { lowerPriority } from './priority.ts'

// Enough for the last lines of a native crash.
const KEPT_OUTPUT = 2_000

/** Workers as Node processes; `entry` names each one's script, `out/main/<kind>.cjs` in a build. */
export function nodeSpawner(entry: string | ((kind: WorkerKind) => string)): WorkerSpawner {
  const entryOf =
    typeof entry === 'string' ? (kind: WorkerKind) => join(entry, `${kind}.cjs`) : entry
  return { spawn: (kind, environment) => spawnWorker(kind, entryOf(kind), environment) }
}

function spawnWorker(kind: WorkerKind, entry: string, environment?: Environment): WorkerProcess {
  const child = fork(entry, [], {
    env: { ...process.env, ...environment },
    // Typed arrays pass as they are.
    serialization: 'advanced',
    // Options of this process, such as an inspector's port, are not the worker's.
    execArgv: [],
    // Standard output belongs to the command line's results.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc']
  })
  if (kind === 'trainer') lowerPriority(child.pid)
  return {
    // Pending calls should fail with the reason of the exit, which comes after the pipe has closed.
    port: { ...processPort(child), onClose: () => () => {} },
    kill: () => child.kill('SIGKILL'),
    onExit: (listener) => onceEnded(child, listener)
  }
}

function onceEnded(child: ChildProcess, listener: (reason: string) => void): () => void {
  let output = ''
  let ended = false
  child.stderr?.on('data', (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT)
  })
  const end = (reason: string): void => {
    if (ended) return
    ended = true
    listener(reason)
  }
  child.once('error', (error) => end(error.message))
  // `close` rather than `exit`: by then the last output has been read.
  child.once('close', (code, signal) => end(signal ? killed(signal, output) : exited(code, output)))
  return () => (ended = true)
}

// Native code that finds no memory says so and ends its process.
function killed(signal: string, output: string): string {
  return `killed by ${signal}${output.includes('std::bad_alloc') ? ', std::bad_alloc' : ''}`
}

function exited(code: number | null, output: string): string {
  const error = /^\s*\w*Error.*$/m.exec(output)?.[0].trim()
  return `exit code ${code}${error ? `, ${error}` : ''}`
}
