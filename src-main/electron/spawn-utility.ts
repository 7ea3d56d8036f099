import { utilityProcess, type UtilityProcess } from 'electron'
import { join } from 'node:path'
import type { Environment } from '../contract/engine-settings.ts'
import type { WorkerKind } from '../contract/workers.ts'
import { messagePort } from '../rpc/message-port.ts'
import type { WorkerProcess, WorkerSpawner } from '../studio/parts.ts'
import { lowerPriority } from '../studio/priority.ts'

/** Workers as Electron's utility processes: no Node binary beside Electron's is needed. */
export function utilitySpawner(folder: string): WorkerSpawner {
  return {
    spawn: (kind, environment) => spawnWorker(kind, join(folder, `${kind}.cjs`), environment)
  }
}

function spawnWorker(kind: WorkerKind, entry: string, environment?: Environment): WorkerProcess {
  const child = utilityProcess.fork(entry, [], {
    env: { ...process.env, ...environment },
    serviceName: `GAN Atelier ${kind}`,
    stdio: 'ignore'
  })
  // Its id is known only once it runs.
  if (kind === 'trainer') child.once('spawn', () => lowerPriority(child.pid))
  return {
    port: messagePort(child, 'message'),
    kill: () => void child.kill(),
    onExit: (listener) => onceEnded(child, listener)
  }
}

function onceEnded(child: UtilityProcess, listener: (reason: string) => void): () => void {
  const report = (code: number): void => listener(`exit code ${code}`)
  child.once('exit', report)
  return () => child.off('exit', report)
}
