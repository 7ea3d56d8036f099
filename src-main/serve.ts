import { resolve } from 'node:path'
import { StudioError, toErrorRecord } from './contract/errors.ts'
import { openDoor } from './rpc/door.ts'
import { readServeArguments } from './server/arguments.ts'
import { startServer } from './server/server.ts'
import { createStudio } from './studio/create.ts'
import { findInstallation } from './studio/installation.ts'
import { nodeSpawner } from './studio/spawn-node.ts'

const EXIT_MISTAKE = 2
const EXIT_INTERRUPTED = 130

/** The served shell: one line with one URL on standard output, and nothing else until it ends. */
async function serve(): Promise<void> {
  const { project, ...place } = readServeArguments(process.argv.slice(2))
  const installation = findInstallation(__dirname)
  const studio = createStudio({
    version: installation.version,
    shell: { kind: 'served', folderDialog: false, droppedPaths: false, revealFiles: false },
    spawner: nodeSpawner(installation.workers),
    folders: { config: installation.config }
  })
  const server = await startServer(studio, installation.pages, place)
  // Through the door, which checks it like any other call.
  if (project) await openDoor(studio.api).createProject({ path: resolve(project) })

  endOnSignal(async () => {
    await server.close()
    // A run that trains writes a last checkpoint.
    await studio.close()
  })
  process.stdout.write(`${server.url}\n`)
}

function endOnSignal(close: () => Promise<void>): void {
  let ending = false
  const end = (): void => {
    // Asked twice: at once, and without the last checkpoint.
    if (ending) process.exit(EXIT_INTERRUPTED)
    ending = true
    close().then(() => process.exit(0), fail)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
}

function fail(error: unknown): void {
  process.stderr.write(`${toErrorRecord(error).message}\n`)
  process.exit(error instanceof StudioError ? EXIT_MISTAKE : 1)
}

serve().catch(fail)
