import { join } from 'node:path'
import type { WorkerSpawner } from '../../src-main/studio/parts.ts'
import { nodeSpawner } from '../../src-main/studio/spawn-node.ts'
import { runCommandLine } from '../../src-main/cli/run.ts'

/** What one command line gave. */
export interface Outcome {
  exit: number
  out: string
  err: string
  /** The lines of standard output as objects, where they are. */
  records: Record<string, unknown>[]
}

const WORKERS = join(import.meta.dirname, '../studio/workers')

/** Runs `atelier …` in this process with the small workers of the studio's tests. */
export async function atelier(
  folder: string,
  args: string[],
  options: { spawner?: WorkerSpawner; interrupted?: AbortSignal } = {}
): Promise<Outcome> {
  const written = { out: '', err: '' }
  const exit = await runCommandLine(args, {
    version: '1.2.3',
    spawner: options.spawner ?? nodeSpawner((kind) => join(WORKERS, `${kind}.ts`)),
    folders: { config: join(folder, 'config'), temporary: folder },
    streams: {
      out: { write: (text) => (written.out += text) },
      err: { write: (text) => (written.err += text) }
    },
    interrupted: options.interrupted ?? new AbortController().signal
  })
  const lines = written.out.split('\n').filter((line) => line.startsWith('{'))
  return {
    exit,
    ...written,
    records: lines.map((line) => JSON.parse(line) as Outcome['records'][0])
  }
}
