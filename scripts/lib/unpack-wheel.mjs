import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetchProblem } from './network.mjs'
import { runQuietly } from './processes.mjs'
import { startProgress } from './say.mjs'

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), 'unpack_wheel.py')

/**
 * Takes the named members out of a wheel.
 * @param {string} python
 * @param {string} wheel
 * @param {string} target
 * @param {Record<string, string>} members Path in the wheel to path in the target.
 * @param {number} bytes What they come to, for the progress bar.
 */
export async function unpackWheel(python, wheel, target, members, bytes) {
  const progress = startProgress('Unpacking', bytes)
  const { code, output } = await runQuietly(
    python,
    [SCRIPT, wheel, target, JSON.stringify(members)],
    { onOutput: (text) => progress.update(Number(text.trim().split('\n').at(-1)) || 0) }
  )
  if (code === 0) return progress.finish()
  progress.fail()
  throw fetchProblem(`unpack ${wheel}`, output, `python3 -m zipfile --test ${wheel}`)
}
