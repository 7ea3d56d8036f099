import type { Environment } from '../contract/engine-settings.ts'
import type { ShellAbilities } from '../contract/models.ts'
import type { Port } from '../contract/port.ts'
import type { Dispose } from '../contract/studio.ts'
import type { WorkerKind } from '../contract/workers.ts'

/** A running worker process. */
export interface WorkerProcess {
  /** Structured clones pass it; `onClose` need not fire, because `onExit` does. */
  port: Port
  kill(): void
  /** Called once with why it ended, such as "killed by SIGKILL". */
  onExit(listener: (reason: string) => void): Dispose
}

/** Starts workers: `child_process` under Node, `utilityProcess` in Electron. */
export interface WorkerSpawner {
  /**
   * Starts one with this process's environment and what is added to it. The trainer is given a low priority, so that the interface stays quick while it works.
   */
  spawn(kind: WorkerKind, environment?: Environment): WorkerProcess
}

/** What a shell gives to `createStudio`. */
export interface StudioParts {
  version: string
  shell: ShellAbilities
  spawner: WorkerSpawner
  folders: {
    /** The user's configuration folder of this program; made when it is first written. */
    config: string
    /** Where uploads wait for their import; the system's temporary folder unless given. */
    temporary?: string
  }
  /** The desktop's dialog, where `shell.folderDialog`; undefined when cancelled. */
  pickFolder?: (title: string, kind: 'folder' | 'archive') => Promise<string | undefined>
  /** Shows a file in the desktop's file manager, where `shell.revealFiles`. */
  revealFile?: (path: string) => void
}
