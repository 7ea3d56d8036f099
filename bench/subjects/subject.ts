import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { INTER_OP_THREADS, THREADS } from '../../src-main/contract/engine-settings.ts'
import type { Options } from '../options.ts'

const run = promisify(execFile)

/** Runs a script of this folder in a process of its own and returns the JSON that it prints last. */
export async function runSubject<Answer>(
  name: string,
  { threads, device }: Pick<Options, 'threads' | 'device'>,
  args: readonly (string | number)[] = []
): Promise<Answer> {
  const script = join(import.meta.dirname, `${name}.ts`)
  const env = {
    ...process.env,
    // The slow engine must not be measured in TensorFlow's place.
    GAN_ATELIER_ENGINE: 'tensorflow',
    [THREADS]: String(threads),
    ...(threads === 1 && { [INTER_OP_THREADS]: '1' })
  }
  const { stdout } = await run(
    process.execPath,
    ['--expose-gc', script, device, ...args.map(String)],
    { env }
  )
  return JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Answer
}
