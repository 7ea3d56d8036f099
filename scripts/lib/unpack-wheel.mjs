import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetchProblem } from './network.mjs'
import { runPython } from './python.mjs'

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), 'unpack_wheel.py')

/**
 * Takes the named members out of a wheel.
 * @param {string} python
 * @param {string} wheel
 * @param {string} target
 * @param {Record<string, string>} members Name in the wheel to path in the target; a name with a *
 *   stands for all that match, which keep their path below the given folder.
 * @param {(bytes: number) => void} onBytes Told how many are unpacked.
 * @returns {Promise<Record<string, { bytes: number, sha256: string }>>} By path in the target.
 */
export async function unpackWheel(python, wheel, target, members, onBytes) {
  let last = ''
  const args = [SCRIPT, wheel, target, JSON.stringify(members)]
  const { code, output } = await runPython(python, args, {
    onOutput: (text) => {
      // A line may come in pieces.
      const lines = (last + text).split('\n')
      last = lines.pop() ?? ''
      const bytes = Number(lines.at(-1))
      if (bytes > 0) onBytes(bytes)
    }
  })
  if (code === 0) return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '')
  throw fetchProblem(`unpack ${wheel}`, output, `python3 -m zipfile --test ${wheel}`)
}
