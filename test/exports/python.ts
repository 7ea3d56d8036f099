import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ensurePeer } from '../../bench/peers/provision.ts'

/** Programs in Python that read our files, each with a library that others read such files with. */
const LIBRARIES = {
  title: 'safetensors, NumPy and Pillow',
  package: 'safetensors',
  requirements: join(import.meta.dirname, 'python-requirements.txt'),
  bytes: 150_000_000,
  script: ''
}

// Some tens of MB to fetch, once.
export const SETUP_TIMEOUT_MS = 300_000

/**
 * Runs a script of Python with the libraries and gives what it prints as JSON; the second call tells why
 * it cannot be had, in one line.
 */
export async function runPython<Result>(
  script: string,
  args: readonly string[],
  unavailable: (why: string) => never
): Promise<Result> {
  const python = await ensurePeer(LIBRARIES).catch((error: unknown) => {
    const [line] = (error instanceof Error ? error.message : String(error)).split('\n')
    return unavailable(`Not compared with Python's libraries: ${line}`)
  })
  const { stdout } = await promisify(execFile)(python, [script, ...args], { maxBuffer: 2 ** 28 })
  return JSON.parse(stdout) as Result
}
