import { readFileSync } from 'node:fs'

const ENTRY = /^([\w-]+)==([\w.]+)(?: ; platform_machine == "(\w+)")? --hash=sha256:([0-9a-f]{64})$/

/**
 * Reads a hash-locked requirements file of the few forms used here.
 * @param {string} file
 * @returns {{ name: string, version: string, machine: string | undefined, sha256: string }[]}
 */
export function readRequirements(file) {
  const text = readFileSync(file, 'utf8').replace(/\s*\\\n\s*/g, ' ')
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  return lines.map((line) => {
    const match = ENTRY.exec(line.trim())
    if (!match)
      throw new Error(`${file}: not a line of the form name==version --hash=sha256:…: ${line}`)
    const [, name = '', version = '', machine, sha256 = ''] = match
    return { name, version, machine, sha256 }
  })
}
