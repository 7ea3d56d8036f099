import { runCommandLine } from './cli/run.ts'
import { EXIT_INTERRUPTED } from './cli/command.ts'
import { whenReaderLeaves } from './cli/reader.ts'
import { findInstallation } from './studio/installation.ts'
import { nodeSpawner } from './studio/spawn-node.ts'

/** The headless entry: `atelier <command>`. */
async function main(): Promise<void> {
  const installation = findInstallation(__dirname)
  const interruption = new AbortController()
  process.on('SIGINT', () => {
    // Asked twice: at once.
    if (interruption.signal.aborted) process.exit(EXIT_INTERRUPTED)
    interruption.abort()
  })
  // Like Ctrl-C: what trains stops with a checkpoint.
  whenReaderLeaves([process.stdout, process.stderr], () => interruption.abort())
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    version: installation.version,
    spawner: nodeSpawner(installation.workers),
    folders: { config: installation.config },
    streams: { out: process.stdout, err: process.stderr },
    interrupted: interruption.signal
  })
}

void main()
