import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runQuietly } from './processes.mjs'

const ATTENDED = join(dirname(fileURLToPath(import.meta.url)), 'attended.py')

/**
 * Runs a module or a script of Python's that ends with this process, even where it is killed.
 * @param {string} python
 * @param {string[]} args The module's name or the script's path, and its own.
 * @param {{ env?: NodeJS.ProcessEnv, onOutput?: (text: string) => void }} [options]
 */
export function runPython(python, args, options = {}) {
  return runQuietly(python, [ATTENDED, ...args], { ...options, attended: true })
}
